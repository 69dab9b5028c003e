package dev.muster.head;

import dev.muster.config.ConfigReader;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.launch.BootstrapSetUp;
import dev.muster.head.launch.PausedProvider;
import dev.muster.head.launch.ProviderWiring;
import dev.muster.head.loop.HeadTiming;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.SiteFactory;
import dev.muster.head.program.HeadProgram;
import dev.muster.head.program.HeadProperties;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.transfer.MountSource;
import dev.muster.transfer.StoredMounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the real head together: the one place that names the real clock, the threads and the launcher. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final Duration RENEWAL_CHECK = Duration.ofHours(1);

    private final HeadProperties properties;
    private final Time time = new SystemTime();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    Wiring(HeadProperties properties) {
        this.properties = properties;
    }

    HeadProgram start() throws IOException, InterruptedException {
        HeadProgram.Outside outside = new HeadProgram.Outside(timing(), time, background, Wiring::read, this::sites);
        HeadProgram head = HeadProgram.start(properties.place(), properties.port(), outside);
        thread("loop", head::runLoop);
        thread("operators", head::runOperatorDesk);
        thread("notes", head::runNotes);
        return head;
    }

    /** Until interrupted. */
    void keep(HeadProgram head) throws IOException, InterruptedException {
        while (true) {
            time.sleep(RENEWAL_CHECK);
            head.renewWhenDue();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What one of them cannot go on with, the next start may: the watchdog sees to it. */
    @SuppressWarnings("CatchingUnchecked")
    private static void thread(String name, Work work) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                LOG.error("{} ended: the head starts again", name, e);
                Runtime.getRuntime().halt(HeadMain.OUR_MISTAKE);
            }
        });
    }

    private static ClusterConfig read(String expanded) {
        return ConfigReader.ofUser().readExpanded(expanded, "the config").forUp();
    }

    /** Makes tests shorter. */
    private static HeadTiming timing() {
        return forTests("LEASE").map(HeadTiming.DEFAULT::withLease).orElse(HeadTiming.DEFAULT);
    }

    /** Milliseconds. */
    private static Optional<Duration> forTests(String name) {
        return Optional.ofNullable(System.getenv("MUSTER_TEST_" + name + "_MILLIS"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    }

    /** Nodes of the process provider have their root where ours is; elsewhere each host finds its own. */
    private SiteFactory sites(HeadProgram.Inside inside) {
        SiteFactory real = realSites(inside);
        return forTests("PAUSE")
                .map(pause -> (SiteFactory) config -> paused(real.open(config), pause))
                .orElse(real);
    }

    private ClusterSite paused(ClusterSite site, Duration pause) {
        return new ClusterSite(
                new PausedProvider(site.provider(), pause, time),
                site.setUp(),
                site.pool(),
                site.folders(),
                site.upkeep());
    }

    private SiteFactory realSites(HeadProgram.Inside inside) {
        return new ProviderWiring(
                context(),
                config -> new BootstrapSetUp.Site(
                        properties.place().clusterId(),
                        root(config),
                        bundle(),
                        () -> new HeadContact(inside.address().text(), authorityPem()),
                        provisions(inside),
                        inside.enrolment()));
    }

    private HeadContext context() {
        HeadLocation place = properties.place();
        return new HeadContext(place.clusterId(), place.root(), place.control(), place.address(), time, background);
    }

    private BootstrapSetUp.Provisions provisions(HeadProgram.Inside inside) {
        Path copies = properties.place().control().resolve("mounts");
        return new BootstrapSetUp.Provisions() {
            @Override
            public ConfigInputs inputs() {
                return inside.inputs().read();
            }

            @Override
            public MountSource mounts(ClusterConfig config) {
                return new StoredMounts(copies, home(config), config.files());
            }
        };
    }

    private Path home(ClusterConfig config) {
        return config.provider().isOneMachine()
                ? properties.place().folder().resolve("home")
                : Path.of(System.getProperty("user.home"));
    }

    private Optional<String> root(ClusterConfig config) {
        return config.provider().isOneMachine()
                ? Optional.of(properties.place().root().toString())
                : config.provider().stateDir();
    }

    private String authorityPem() {
        try {
            return Files.readString(properties.place().control().resolve("ca.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kept packed for workers on other hosts. */
    private NodeBundle bundle() {
        return NodeBundle.storedOnHead(
                properties.place().root(), properties.runtimeSha256(), properties.applicationSha256());
    }
}
