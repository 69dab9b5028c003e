package dev.muster.protocol;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.port.Time;
import dev.muster.core.status.UsageSample;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.testkit.certificates.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A head's server on the loopback interface, with a fake gate and a fake control. */
final class TestHead implements AutoCloseable {
    static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");

    final FakeGate gate = new FakeGate();
    final FakeControl control = new FakeControl();
    final BlockingQueue<CertificateSubject.Operator> operators = new LinkedBlockingQueue<>();
    final TestCertificates certificates = new TestCertificates(CLUSTER, Instant.now());
    final Clock clock = new Clock();
    final HeadServer server;

    /** The machine's, and what a test adds to it. */
    static final class Clock implements Time {
        volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant now() {
            return Instant.now().plus(ahead);
        }

        @Override
        public Instant wallClock() {
            return now();
        }

        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double chance() {
            return 0.5;
        }
    }

    TestHead() throws IOException {
        this(ServerBounds.DEFAULT);
    }

    TestHead(ServerBounds bounds) throws IOException {
        server = HeadServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                CLUSTER,
                identity(certificates.head()),
                List.of(new NodeEndpoint(gate), new ControlEndpoint(operator -> {
                    operators.add(operator);
                    return control;
                })),
                clock,
                bounds);
    }

    static Identity identity(TestCertificates.Issued issued) {
        return new Identity(issued.keyPair().getPrivate(), issued.chain(), issued.authority());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    Identity node(String key) {
        return identity(certificates.node(new NodeKey(key)));
    }

    Identity operator() {
        return identity(certificates.operator("ada@laptop"));
    }

    ControlClient client() {
        return ControlClient.open(address(), operator());
    }

    static NodeHello hello(String node) {
        NodeFacts facts = new NodeFacts("vm1", Resources.of("CPU", 4), 1L << 33, 1L << 40, Map.of("os", "linux"));
        return new NodeHello(
                ProtocolVersion.CURRENT,
                "0.1.0",
                CLUSTER,
                new NodeKey(node),
                1,
                42,
                new BootIdentity("b", 1, "ns"),
                facts);
    }

    static NodeReport report(long applied) {
        return new NodeReport(applied, UsageSample.NONE, List.of(), false, Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        server.close();
    }
}
