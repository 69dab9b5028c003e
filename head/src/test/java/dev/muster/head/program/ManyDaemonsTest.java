package dev.muster.head.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.ConfigSubmission.Mode;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.StepListener;
import dev.muster.core.port.SystemTime;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.UsageSample;
import dev.muster.engine.EngineLink;
import dev.muster.head.TestConfigs;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.loop.HeadTiming;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.Enrolment;
import dev.muster.protocol.NetworkThreads;
import dev.muster.protocol.NodeClient;
import dev.muster.protocol.ProtocolVersion;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import dev.muster.testkit.FakeCloud;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole head with a hundred daemons, each with its own certificate and TLS stream: they join, work, fail and return. {@code scripts/bench head_scale}
 * does the same with thousands.
 */
@Timeout(300)
class ManyDaemonsTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final int WORKERS = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final SystemTime time = new SystemTime();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final FakeCloud cloud = new FakeCloud(time).offering("cpu", Resources.of("CPU", 2), 2 * WORKERS);
    private final Map<NodeKey, Daemon> daemons = new ConcurrentHashMap<>();
    private final AtomicLong reports = new AtomicLong();
    private final List<Future<?>> loops = new ArrayList<>();
    private final NetworkThreads networkThreads = new NetworkThreads(1);

    @SuppressWarnings("NullAway.Init")
    private HeadProgram head;

    @SuppressWarnings("NullAway.Init")
    private Control control;

    @BeforeEach
    void begin() throws Exception {
        HeadLocation location = new HeadLocation("c1", CLUSTER, folder, folder.resolve("c1/head"), "127.0.0.1");
        Files.createDirectories(location.control());
        head = Wiring.open(
                location,
                0,
                new Wiring.Outside(
                        HeadTiming.DEFAULT,
                        time,
                        threads,
                        TestConfigs::read,
                        _ -> _ -> EngineLink.NONE,
                        inside -> config -> ClusterSite.withoutPool(cloud, new Starting(inside.enrolment()))));
        control = head.control().of("me@here");
        loop(() -> {
            head.runLoop();
            return true;
        });
        clock.scheduleAtFixedRate(() -> daemons.values().forEach(Daemon::report), 1_000, 1_000, TimeUnit.MILLISECONDS);
    }

    private void loop(Callable<Boolean> work) {
        loops.add(threads.submit(work));
    }

    @AfterEach
    void end() {
        clock.shutdownNow();
        loops.forEach(loop -> loop.cancel(true));
        daemons.values().forEach(Daemon::fail);
        networkThreads.close();
        head.close();
        threads.shutdownNow();
    }

    private List<NodeStatus> workers() {
        return control.status().nodes().stream()
                .filter(node -> !node.name().isHead())
                .toList();
    }

    private long ready() {
        return workers().stream()
                .filter(node -> node.state() == NodeState.READY)
                .count();
    }

    private void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private long lastLine() {
        return control.journal(new JournalQuery(EnumSet.allOf(Event.Kind.class), Optional.empty(), 1))
                .getLast()
                .sequence();
    }

    @Test
    void daemonsJoinWorkFailAndReturnAndOnlyChangesAreWritten() throws Exception {
        control.apply(
                new ConfigSubmission(WORKERS + " " + 2 * WORKERS + " 3600", ConfigInputs.NONE, "x", Mode.DRAIN_FIRST));
        await(() -> ready() == WORKERS);
        List<NodeKey> first = cloud.existing();
        assertThat(first).hasSize(WORKERS);
        List<Daemon> some = List.copyOf(daemons.values());

        some.subList(0, 40).forEach(daemon -> daemon.setBusy(true));
        await(() -> workers().stream().filter(node -> node.idle().isEmpty()).count() == 40);
        some.subList(0, 40).forEach(daemon -> daemon.setBusy(false));
        await(() -> workers().stream().allMatch(node -> node.idle().isPresent()));

        some.subList(0, 30).forEach(Daemon::startAgain);
        await(() -> workers().stream().filter(ManyDaemonsTest::isSecondStart).count() == 30);
        assertThat(ready()).as("daemons that return in time are not lost").isEqualTo(WORKERS);
        assertThat(cloud.existing()).isEqualTo(first);

        long before = lastLine();
        long heard = reports.get();
        await(() -> reports.get() > heard + 2 * WORKERS);
        assertThat(lastLine()).as("reports without a change are not written").isEqualTo(before);

        List<Daemon> dead = some.subList(90, WORKERS);
        dead.forEach(daemon -> daemons.remove(daemon.key));
        dead.forEach(Daemon::fail);
        await(() -> ready() < WORKERS);
        await(() -> ready() == WORKERS && cloud.existing().size() == WORKERS);
        assertThat(cloud.existing())
                .as("nodes that do not return are replaced under new names; no other node changes")
                .containsAll(
                        some.subList(0, 90).stream().map(daemon -> daemon.key).toList())
                .doesNotContainAnyElementsOf(
                        dead.stream().map(daemon -> daemon.key).toList());
    }

    private static boolean isSecondStart(NodeStatus node) {
        return node.daemon().filter(daemon -> daemon.incarnation().equals("2")).isPresent();
    }

    private final class Starting implements NodeSetUp {
        private final Enrolment enrolment;

        Starting(Enrolment enrolment) {
            this.enrolment = enrolment;
        }

        @Override
        public void setUp(Machine machine, ClusterConfig config, StepListener listener) {
            daemons.computeIfAbsent(machine.key(), key -> new Daemon(key, enrolment));
        }

        @Override
        public void cleanUp(Machine machine, boolean force) {
            Daemon gone = daemons.remove(machine.key());
            if (gone != null) {
                gone.fail();
            }
        }
    }

    private final class Daemon implements NodeLink.Listener {
        private final NodeKey key;
        private final Identity identity;
        private long incarnation;
        private long applied;
        private boolean busy;
        private NodeLink link;

        Daemon(NodeKey key, Enrolment enrolment) {
            KeyPair pair = KeyPairs.make();
            CertificateSubject.Node subject = new CertificateSubject.Node(CLUSTER, key);
            List<X509Certificate> chain = Pem.certificates(
                    enrolment.enrol(key, IdentityRequest.make(pair, subject).line()));
            this.key = key;
            this.identity = new Identity(pair.getPrivate(), chain, chain.getLast());
            this.link = connect();
        }

        private NodeLink connect() {
            incarnation++;
            NodeFacts facts = new NodeFacts("vm", Resources.of("CPU", 2), 1 << 30, 1 << 30, Map.of());
            NodeHello hello = new NodeHello(
                    ProtocolVersion.CURRENT,
                    "test",
                    CLUSTER,
                    key,
                    incarnation,
                    1,
                    new BootIdentity("b", 1, "n"),
                    facts);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), head.port());
            return NodeClient.connect(address, identity, hello, this, networkThreads);
        }

        void startAgain() {
            link.close();
            link = connect();
        }

        void fail() {
            link.close();
        }

        void setBusy(boolean newBusy) {
            busy = newBusy;
            report();
        }

        void report() {
            List<RunningWork> work = busy
                    ? List.of(new RunningWork("s", "session", Instant.EPOCH.plusSeconds(1), Resources.NONE))
                    : List.of();
            link.report(new NodeReport(applied, UsageSample.NONE, work, false, Optional.empty(), Optional.empty()));
            reports.incrementAndGet();
        }

        @Override
        public void welcomed(Welcome welcome) {}

        @Override
        public void desired(DesiredState state) {
            applied = state.version();
        }

        @Override
        public void superseded(String reason) {}

        @Override
        public void lost(String reason) {}
    }
}
