package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.UsageSample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeStreamTest {
    private static final NodeKey CPU_1 = new NodeKey("cpu-1");
    private TestHead head;
    private final HeardListener listener = new HeardListener();

    @BeforeEach
    void start() throws IOException {
        head = new TestHead();
    }

    @AfterEach
    void stop() {
        head.close();
    }

    private NodeLink connect(String node) {
        return NodeClient.connect(head.address(), head.node(node), TestHead.hello(node), listener);
    }

    private NodeLink connected() throws InterruptedException {
        NodeLink link = connect("cpu-1");
        assertThat(listener.next()).isInstanceOf(Welcome.class);
        assertThat(listener.next()).isEqualTo(FakeGate.desired(1));
        return link;
    }

    @Test
    void helloIsAnsweredByWelcomeAndDesiredState() throws InterruptedException {
        try (NodeLink link = connect("cpu-1")) {
            assertThat(listener.next()).isEqualTo(new Welcome(7, Duration.ofSeconds(15), Duration.ofSeconds(1)));
            assertThat(listener.next()).isEqualTo(FakeGate.desired(1));
            assertThat(head.gate.hellos.take()).isEqualTo(TestHead.hello("cpu-1"));
            link.report(TestHead.report(1));
            assertThat(head.gate.reports.take()).isEqualTo(TestHead.report(1));
        }
        assertThat(head.gate.closed.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void desiredStateReachesTheDaemonLater() throws InterruptedException {
        try (NodeLink link = connected()) {
            head.gate.outbounds.get(CPU_1).desired(FakeGate.desired(2));
            assertThat(listener.next()).isEqualTo(FakeGate.desired(2));
        }
    }

    @Test
    void aSupersededDaemonReceivesTheReasonAndNothingElse() throws InterruptedException {
        try (NodeLink link = connected()) {
            head.gate.outbounds.get(CPU_1).supersede("a newer one is here");
            assertThat(listener.next()).isEqualTo("superseded: a newer one is here");
            assertThat(head.gate.closed.poll(10, TimeUnit.SECONDS)).isNotNull();
            link.report(TestHead.report(2));
            assertThat(listener.isEmpty()).isTrue();
            assertThat(head.gate.reports).isEmpty();
        }
    }

    @Test
    void aNodeThatLeftTheRegistryIsSupersededAtItsNextMessage() throws InterruptedException {
        try (NodeLink link = connected()) {
            head.gate.dead.add(CPU_1);
            link.report(TestHead.report(1));
            assertThat(listener.next().toString()).startsWith("superseded: ");
            assertThat(head.gate.reports).isEmpty();
        }
    }

    @Test
    void aCertificateThatExpiresDuringTheStreamEndsIt() throws InterruptedException {
        try (NodeLink link = connected()) {
            head.clock.ahead = Duration.ofDays(31);
            link.report(TestHead.report(1));
            assertThat(listener.next()).isEqualTo("lost: the certificate has expired");
            assertThat(head.gate.reports).isEmpty();
        }
    }

    @Test
    void aDaemonNoticesThatTheHeadEnded() throws InterruptedException {
        try (NodeLink link = connected()) {
            head.server.close();
            assertThat(listener.next().toString()).startsWith("lost: ");
        }
    }

    @Test
    void theLinkIsLostAtOnceIfNothingListens() throws InterruptedException {
        InetSocketAddress address = head.address();
        head.server.close();
        try (NodeLink link = NodeClient.connect(address, head.node("cpu-1"), TestHead.hello("cpu-1"), listener)) {
            assertThat(listener.next().toString()).startsWith("lost: connection refused");
        }
    }

    @Test
    void aMessageOutOfBoundsEndsTheStreamWithoutBeingHandled() throws InterruptedException {
        try (NodeLink link = connected()) {
            UsageSample invalid = new UsageSample(Double.NaN, 0, 0, 0, List.of());
            link.report(new NodeReport(1, invalid, List.of(), false, Optional.empty(), Optional.empty()));
            assertThat(listener.next()).isEqualTo("lost: cpu must be between 0 and 1e9");
            assertThat(head.gate.closed.poll(10, TimeUnit.SECONDS)).isEqualTo("cpu must be between 0 and 1e9");
            assertThat(head.gate.reports).isEmpty();
        }
    }

    @Test
    void anIncompatibleProtocolIsRefusedWithBothVersions() throws InterruptedException {
        NodeHello old = TestHead.hello("cpu-1");
        NodeHello far = new NodeHello(
                9, old.version(), old.clusterId(), old.node(), old.incarnation(), old.pid(), old.boot(), old.facts());
        try (NodeLink link = NodeClient.connect(head.address(), head.node("cpu-1"), far, listener)) {
            assertThat(listener.next()).isEqualTo("lost: the head supports protocol 1, the daemon sent 9");
        }
    }

    @Test
    void aSlowDaemonDoesNotDelayTheOthers() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        HeardListener other = new HeardListener();
        try (NodeLink slow = connected();
                NodeLink quick =
                        NodeClient.connect(head.address(), head.node("cpu-2"), TestHead.hello("cpu-2"), other)) {
            head.gate.onReport = report -> {
                if (report.appliedVersion() == 1) {
                    awaitQuietly(release);
                }
            };
            for (int i = 0; i < 100; i++) {
                slow.report(TestHead.report(1));
            }
            assertThat(other.next()).isInstanceOf(Welcome.class);
            quick.report(TestHead.report(2));
            assertThat(head.gate.reports.take()).isEqualTo(TestHead.report(1));
            assertThat(head.gate.reports.poll(10, TimeUnit.SECONDS)).isEqualTo(TestHead.report(2));
        } finally {
            release.countDown();
        }
    }

    @Test
    void aMergedReportKeepsFactsAndRenewal() {
        NodeReport older = new NodeReport(
                1,
                UsageSample.NONE,
                List.of(),
                false,
                Optional.of(TestHead.hello("cpu-1").facts()),
                Optional.of("please"));
        NodeReport merged = NodeConnection.merge(older, TestHead.report(2));
        assertThat(merged.appliedVersion()).isEqualTo(2);
        assertThat(merged.facts()).isEqualTo(older.facts());
        assertThat(merged.renewal()).contains("please");
    }

    @Test
    void theNextPortIsUsedIfTheFirstIsTaken() throws IOException {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), head.server.port());
        try (HeadServer second = HeadServer.start(
                taken, TestHead.CLUSTER, TestHead.identity(head.certificates.head()), List.of(), head.clock)) {
            assertThat(second.port()).isBetween(head.server.port() + 1, head.server.port() + 99);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
