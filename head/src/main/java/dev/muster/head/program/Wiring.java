package dev.muster.head.program;

import dev.muster.config.ConfigReader;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.node.Welcome;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.head.api.ControlService;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.api.StepLogs;
import dev.muster.head.api.StoredInputs;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.head.ca.OperatorCertificates;
import dev.muster.head.engine.EngineLinks;
import dev.muster.head.engine.EngineLinks.EnginePlace;
import dev.muster.head.engine.EngineWatch;
import dev.muster.head.launch.BootstrapSetUp;
import dev.muster.head.launch.LauncherSites;
import dev.muster.head.launch.PausedProvider;
import dev.muster.head.launch.StoredProvisions;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.HeadTiming;
import dev.muster.head.loop.LoopWakeup;
import dev.muster.head.port.Enrolment;
import dev.muster.head.port.SiteFactory;
import dev.muster.head.registry.MaskingGate;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.Store;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.protocol.ControlEndpoint;
import dev.muster.protocol.NodeEndpoint;
import io.grpc.BindableService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Constructs the control plane. Every long-lived object of it is made here, each after the objects that it needs. This is the one place that names the
 * real clock, the threads and the launcher.
 */
public final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** The exit code after an internal error. The watchdog starts the head again. */
    public static final int INTERNAL_ERROR = 70;

    private Wiring() {}

    /**
     * What differs between the real head and one in a test.
     *
     * @param executor runs each background job in a thread of its own
     * @param reader reads the expanded form of a config; fails if a setting is not supported
     * @param engines connects the head to its engine
     * @param sites makes the site factory from what it must know of the head
     */
    public record Outside(
            HeadTiming timing,
            Time time,
            Executor executor,
            Function<String, ClusterConfig> reader,
            Function<HeadLocation, EngineWatch.Links> engines,
            Function<Inside, SiteFactory> sites) {}

    /**
     * What a site factory must know of the head.
     *
     * @param address {@code host:port}, as nodes reach the head; known once the head listens
     */
    public record Inside(StoredInputs inputs, Enrolment enrolment, Supplier<String> address) {}

    /** Opens the real head. It listens when this method returns. */
    public static HeadProgram open(HeadProperties properties) throws IOException, InterruptedException {
        Time time = new SystemTime();
        Executor executor = Executors.newVirtualThreadPerTaskExecutor();
        Outside outside = new Outside(
                timing(),
                time,
                executor,
                expanded -> ConfigReader.ofUser()
                        .readExpanded(expanded, "the config")
                        .forUp(),
                here -> new EngineLinks(new EnginePlace(here.clusterId(), here.address(), here.folder()), time),
                inside -> pausedForTests(sites(properties, time, executor, inside), time));
        return open(properties.location(), properties.port(), outside);
    }

    /**
     * Opens a head. It listens when this method returns.
     *
     * @param port where the search for a free port begins if this head never listened before
     */
    public static HeadProgram open(HeadLocation location, int port, Outside outside)
            throws IOException, InterruptedException {
        Path file = location.control().resolve("state.db");
        Store store = Store.open(file, location.cluster(), location.clusterId(), outside.reader());
        try {
            return open(location, port, outside, store);
        } catch (IOException | InterruptedException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static HeadProgram open(HeadLocation location, int port, Outside outside, Store store)
            throws IOException, InterruptedException {
        Time time = outside.time();
        HeadTiming timing = outside.timing();

        // Certificates.
        CertificateAuthority authority = CertificateAuthority.open(location.control(), location.clusterId(), time);
        Enrolment enrolment = new HeadEnrolment(store, location, authority);
        OperatorCertificates operators = new OperatorCertificates(
                location.control().resolve("operators"), location.clusterId(), authority, time, operator -> {});

        // Nodes and the control loop.
        LoopWakeup wakeup = new LoopWakeup();
        Welcome welcome = new Welcome(store.epoch(), timing.lease(), timing.reportInterval());
        NodeTable table = new NodeTable(store::state, welcome, enrolment, time, wakeup::wake);
        StoredInputs inputs = new StoredInputs(location.control());
        AdvertisedAddress address = new AdvertisedAddress(location);
        CurrentSite site = new CurrentSite(outside.sites().apply(new Inside(inputs, enrolment, address::text)));
        EngineWatch engine = new EngineWatch(store::state, outside.engines().apply(location), time, wakeup::wake);
        HeadLoop loop = new HeadLoop(
                new HeadLoop.Parts(store, table, site, engine, node -> new StepLogs(location, node, store)),
                timing,
                time,
                wakeup,
                outside.executor());

        // Operators.
        ControlService control = new ControlService(new ControlService.Parts(
                store, table, loop, site, enrolment, location, inputs, outside.reader(), address::text, wakeup, time));
        StopRequestFile stopRequest = new StopRequestFile(
                location.folder(), order -> control.of(order.requestedBy()).stop(order));

        // The network, and the files that say where the head listens.
        StartRecord record = new StartRecord(location, store, authority, time);
        List<BindableService> services = List.of(
                new NodeEndpoint(new MaskingGate(table, inputs::mask)),
                new ControlEndpoint(operator -> control.of(operator.name())));
        HeadListener listener = new HeadListener(location, authority, services, time, record.lastPort(), port);
        address.listensOn(listener.port());
        record.write(listener.port());
        listener.onMove(newPort -> {
            address.listensOn(newPort);
            record.write(newPort);
        });
        AddressBook addresses =
                new AddressBook(location.folder(), () -> control.of("head").addresses());
        addresses.write();

        return new HeadProgram(
                store,
                loop,
                engine,
                control,
                operators,
                listener,
                new FileExchange(
                        store,
                        addresses,
                        stopRequest,
                        new StepLogPruning(location.control().resolve("logs")),
                        time));
    }

    /** Starts the threads of the head. They end with the process. */
    public static void startThreads(HeadProgram head) {
        Thread.setDefaultUncaughtExceptionHandler(Wiring::endIfOutOfMemory);
        startThread("loop", head::runLoop);
        startThread("engine", head::runEngineWatch);
        startThread("operators", head::runOperatorCertificates);
        startThread("files", head::runFileExchange);
    }

    /** The JVM ends by itself where its heap is exhausted, but not where threads or other memory are. The watchdog starts the head again. */
    private static void endIfOutOfMemory(Thread thread, Throwable failure) {
        LOG.error("thread '{}' failed", thread.getName(), failure);
        if (failure instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(INTERNAL_ERROR);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** If a thread fails, the process ends, and the watchdog starts the head again. */
    @SuppressWarnings("CatchingUnchecked")
    private static void startThread(String name, Work work) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                LOG.error("thread '{}' failed: the head starts again", name, e);
                Runtime.getRuntime().halt(INTERNAL_ERROR);
            }
        });
    }

    private static SiteFactory sites(HeadProperties properties, Time time, Executor executor, Inside inside) {
        HeadLocation location = properties.location();
        HeadContext context = new HeadContext(
                location.clusterId(), location.root(), location.control(), location.address(), time, executor);
        StoredProvisions provisions = new StoredProvisions(location, inside.inputs());
        return new LauncherSites(context, (config, provider) -> {
            BootstrapSetUp.Site site = new BootstrapSetUp.Site(
                    location.clusterId(),
                    root(config, location),
                    NodeBundle.storedOnHead(
                            location.root(), properties.runtimeSha256(), properties.applicationSha256()),
                    () -> new HeadContact(inside.address().get(), authorityPem(location), provisions.headEngine()),
                    provisions,
                    inside.enrolment());
            return new BootstrapSetUp(site, provider, config.name(), time);
        });
    }

    /** Returns the root on the nodes' machines; empty if each host finds its own. */
    private static Optional<String> root(ClusterConfig config, HeadLocation location) {
        return config.provider().isOneMachine()
                ? Optional.of(location.root().toString())
                : config.provider().stateDir();
    }

    private static String authorityPem(HeadLocation location) {
        try {
            return Files.readString(location.control().resolve("ca.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HeadTiming timing() {
        return millisForTests("LEASE").map(HeadTiming.DEFAULT::withLease).orElse(HeadTiming.DEFAULT);
    }

    private static SiteFactory pausedForTests(SiteFactory sites, Time time) {
        return millisForTests("PAUSE")
                .map(pause -> (SiteFactory) config -> {
                    var site = sites.open(config);
                    return site.withProvider(new PausedProvider(site.provider(), pause, time));
                })
                .orElse(sites);
    }

    private static Optional<Duration> millisForTests(String name) {
        return Optional.ofNullable(System.getenv("MUSTER_TEST_" + name + "_MILLIS"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    }
}
