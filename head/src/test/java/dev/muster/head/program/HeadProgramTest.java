package dev.muster.head.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.ClusterId;
import dev.muster.core.ClusterState;
import dev.muster.core.Machine;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.ConfigSubmission.Mode;
import dev.muster.core.control.Control;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.control.StopOrder;
import dev.muster.core.control.StopOrder.Scope;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.StepListener;
import dev.muster.core.port.SystemTime;
import dev.muster.core.status.UsageSample;
import dev.muster.engine.EngineLink;
import dev.muster.head.TestConfigs;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.loop.HeadTiming;
import dev.muster.head.port.ClusterSite;
import dev.muster.protocol.ControlClient;
import dev.muster.protocol.NodeClient;
import dev.muster.protocol.ProtocolVersion;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import dev.muster.testkit.FakeCloud;
import dev.muster.testkit.certificates.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole head in this process, over real TLS; only machines and what runs on them are fakes. */
@Timeout(60)
class HeadProgramTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final SystemTime time = new SystemTime();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeCloud cloud = new FakeCloud(time).offering("cpu", Resources.of("CPU", 2), 5);
    private final Map<NodeKey, TinyDaemon> daemons = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private HeadLocation location;

    @SuppressWarnings("NullAway.Init")
    private HeadProgram head;

    @SuppressWarnings("NullAway.Init")
    private ControlClient control;

    private final List<Future<?>> loops = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        location = new HeadLocation("c1", CLUSTER, folder, folder.resolve("c1/head"), "127.0.0.1");
        Files.createDirectories(location.control());
        start();
        control = ControlClient.open(address(), operator());
    }

    @AfterEach
    void end() {
        daemons.values().forEach(TinyDaemon::close);
        control.close();
        kill();
        threads.shutdownNow();
    }

    private void start() throws IOException, InterruptedException {
        Wiring.Outside outside = new Wiring.Outside(
                HeadTiming.DEFAULT.withLease(Duration.ofSeconds(3)),
                time,
                threads,
                TestConfigs::read,
                _ -> _ -> EngineLink.NONE,
                inside -> config -> ClusterSite.withoutPool(cloud, new TinySetUp(inside.enrolment()::enrol)));
        HeadProgram started = Wiring.open(location, 0, outside);
        head = started;
        loops.add(threads.submit(() -> {
            started.runLoop();
            return true;
        }));
        loops.add(threads.submit(() -> {
            started.runOperatorCertificates();
            return true;
        }));
    }

    private void kill() {
        loops.forEach(loop -> loop.cancel(true));
        loops.clear();
        head.close();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), head.port());
    }

    /** Does what the CLI does: writes a request into the folder, and reads the certificate beside it. */
    private Identity operator() throws Exception {
        KeyPair pair = KeyPairs.make();
        CertificateSubject.Operator me = new CertificateSubject.Operator(CLUSTER, "me@here");
        Path requests = location.control().resolve("operators");
        Path draft = requests.resolve("aabbccddeeff0011.draft");
        Files.writeString(draft, "me@here\n" + IdentityRequest.make(pair, me).line() + "\n");
        Files.move(draft, requests.resolve("aabbccddeeff0011.request"));
        Path answer = requests.resolve("aabbccddeeff0011.certificate");
        while (!Files.exists(answer)) {
            Thread.onSpinWait();
        }
        String chain = Files.readString(answer);
        Files.delete(answer);
        return identity(pair, chain);
    }

    private static Identity identity(KeyPair pair, String chainPem) {
        List<X509Certificate> chain = Pem.certificates(chainPem);
        return new Identity(pair.getPrivate(), chain, chain.getLast());
    }

    private void up(String config) {
        control.apply(new ConfigSubmission(config, ConfigInputs.NONE, "x", Mode.DRAIN_FIRST));
        daemons.computeIfAbsent(NodeKey.HEAD, key -> new TinyDaemon(key, control::enrol));
    }

    private void awaitStatus(Predicate<Control> condition) throws InterruptedException {
        if (!condition.test(control)) {
            control.watch(0, event -> !condition.test(control));
        }
    }

    private static int ready(Control control) {
        return control.status().types().stream().mapToInt(type -> type.ready()).sum();
    }

    @Test
    void startsGrowsAndStopsOverRealTls() throws Exception {
        up("1 4 60");
        awaitStatus(now -> now.status().state() == ClusterState.READY);

        control.request(new StandingRequest(List.of(new Bundles(Shape.of(Resources.of("CPU", 2)), 4)), "x"));
        awaitStatus(now -> ready(now) == 3);

        control.stop(new StopOrder(Scope.ALL_WORKERS, false, "x"));
        awaitStatus(now -> now.status().nodes().size() == 1);
        assertThat(cloud.existing()).isEmpty();
    }

    @Test
    void continuesWhereTheKilledHeadStopped() throws Exception {
        up("2 4 60");
        awaitStatus(now -> now.status().state() == ClusterState.READY);
        long port = head.port();
        List<NodeKey> before = cloud.existing();

        control.close();
        kill();
        start();
        daemons.values().forEach(TinyDaemon::reconnect);
        control = ControlClient.open(address(), operator());
        awaitStatus(now ->
                now.status().nodes().stream().allMatch(node -> node.daemon().isPresent()));

        assertThat(head.port()).as("daemons are configured with the address").isEqualTo((int) port);
        assertThat(control.status().state()).isEqualTo(ClusterState.READY);
        assertThat(cloud.existing()).isEqualTo(before);
    }

    @Test
    void writesItsEndpointForTheOwnerOnly() throws IOException {
        String json = Files.readString(location.folder().resolve("endpoint.json"));

        assertThat(json)
                .contains("\"cluster_id\":\"0123456789abcdef\"", "\"port\":" + head.port(), "\"head_epoch\":1")
                .contains("\"protocol\":" + ProtocolVersion.CURRENT);
        assertThat(Files.getPosixFilePermissions(location.folder().resolve("endpoint.json")))
                .hasSize(2);
    }

    @Test
    void enrolsNoKeyThatIsNotANode() {
        up("0 4 60");
        NodeKey stranger = NodeKey.worker("cpu", 9);

        assertThatThrownBy(() -> new TinyDaemon(stranger, control::enrol))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not a node of this cluster");
    }

    @Test
    void rejectsAnIdentityOfAnotherCluster() throws Exception {
        TestCertificates.Issued foreign = new TestCertificates(CLUSTER, time.now()).operator("mallory@there");
        X509Certificate authority = Pem.certificates(
                        Files.readString(location.control().resolve("ca.pem")))
                .getFirst();
        Identity identity = new Identity(foreign.keyPair().getPrivate(), foreign.chain(), authority);
        try (ControlClient client = ControlClient.open(address(), identity)) {
            assertThatThrownBy(client::status).isInstanceOf(ClusterException.class);
        }
    }

    private final class TinySetUp implements NodeSetUp {
        private final BiFunction<NodeKey, String, String> enrol;

        TinySetUp(BiFunction<NodeKey, String, String> enrol) {
            this.enrol = enrol;
        }

        @Override
        public void setUp(Machine machine, ClusterConfig config, StepListener listener) {
            daemons.computeIfAbsent(machine.key(), key -> new TinyDaemon(key, enrol));
        }

        @Override
        public void cleanUp(Machine machine, boolean force) {
            TinyDaemon gone = daemons.remove(machine.key());
            if (gone != null) {
                gone.close();
            }
        }
    }

    /** Reports whenever it receives something. The head's lease is longer than these tests. */
    private final class TinyDaemon implements NodeLink.Listener {
        private final NodeKey key;
        private final Identity identity;
        private NodeLink link;

        TinyDaemon(NodeKey key, BiFunction<NodeKey, String, String> enrol) {
            KeyPair pair = KeyPairs.make();
            String request = IdentityRequest.make(pair, new CertificateSubject.Node(CLUSTER, key))
                    .line();
            this.key = key;
            this.identity = identity(pair, enrol.apply(key, request));
            this.link = connect();
        }

        private NodeLink connect() {
            NodeFacts facts = new NodeFacts("vm", Resources.of("CPU", 2), 1 << 30, 1 << 30, Map.of());
            NodeHello hello = new NodeHello(
                    ProtocolVersion.CURRENT, "test", CLUSTER, key, 1, 1, new BootIdentity("b", 1, "n"), facts);
            return NodeClient.connect(address(), identity, hello, this);
        }

        void reconnect() {
            link.close();
            link = connect();
        }

        void close() {
            link.close();
        }

        @Override
        public void welcomed(Welcome welcome) {}

        @Override
        public void desired(DesiredState state) {
            boolean drained = state.phase() == DesiredState.Phase.DRAIN;
            threads.execute(() -> link.report(new NodeReport(
                    state.version(), UsageSample.NONE, List.of(), drained, Optional.empty(), Optional.empty())));
        }

        @Override
        public void superseded(String reason) {}

        @Override
        public void lost(String reason) {}
    }
}
