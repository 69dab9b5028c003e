package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.NodeLink;
import dev.muster.core.node.Welcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections whose TLS handshake never gets done: whoever reaches the port can open them. */
class HalfOpenConnectionsTest {
    private static final ServerBounds SHORT = bounds(Duration.ofMillis(500), 200, Duration.ofMinutes(1));
    private static final ServerBounds FEW = bounds(Duration.ofMinutes(1), 8, Duration.ofMinutes(1));
    private static final ServerBounds EVICTING = bounds(Duration.ofMinutes(1), 8, Duration.ZERO);

    private final List<Socket> sockets = new ArrayList<>();

    private static ServerBounds bounds(Duration handshake, int ofThisMachine, Duration evictable) {
        return new ServerBounds(
                Duration.ofSeconds(15),
                10_000,
                new ServerBounds.Handshakes(handshake, 4096, 200, 32, ofThisMachine, evictable),
                ServerBounds.Peers.DEFAULT);
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket open(TestHead head) throws IOException {
        Socket socket = new Socket(head.address().getAddress(), head.address().getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    /** The header of a handshake record with so many bytes, and as many of these as are sent. */
    private static byte[] record(int announced, int sent) {
        ByteBuffer record = ByteBuffer.allocate(5 + sent);
        record.put((byte) 22).putShort((short) 0x0301).putShort((short) announced);
        record.put((byte) 1);
        return record.array();
    }

    private static boolean isClosedByPeer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return in.read() == -1;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void closesOneThatAnnouncesALargeHandshakeRecord() throws Exception {
        try (TestHead head = new TestHead(FEW)) {
            Socket socket = open(head);
            socket.getOutputStream().write(record(16_384, 100));
            assertThat(isClosedByPeer(socket)).isTrue();
        }
    }

    @Test
    void closesOneThatSendsMuchInSmallRecords() throws Exception {
        try (TestHead head = new TestHead(FEW)) {
            Socket socket = open(head);
            socket.getOutputStream().write(1);
            socket.getOutputStream().flush();
            try {
                socket.getOutputStream().write(new byte[4_200]);
            } catch (IOException closedAlready) {
                assertThat(closedAlready).isNotNull();
            }
            assertThat(isClosedByPeer(socket)).isTrue();
        }
    }

    @Test
    void closesOneWhoseHandshakeTakesTooLong() throws Exception {
        try (TestHead head = new TestHead(SHORT)) {
            Socket silent = open(head);
            Socket slow = open(head);
            slow.getOutputStream().write(record(300, 20));
            assertThat(isClosedByPeer(silent)).isTrue();
            assertThat(isClosedByPeer(slow)).isTrue();
        }
    }

    @Test
    void servesThoseWhoAreConnectedWhileAllHandshakesAreTaken() throws Exception {
        HeardListener listener = new HeardListener();
        try (TestHead head = new TestHead(FEW);
                NodeLink link =
                        NodeClient.connect(head.address(), head.node("cpu-1"), TestHead.hello("cpu-1"), listener)) {
            assertThat(listener.next()).isInstanceOf(Welcome.class);
            for (int i = 0; i < 8; i++) {
                open(head).getOutputStream().write(record(300, 20));
            }
            assertThat(isClosedByPeer(open(head))).as("the ninth").isTrue();

            link.report(TestHead.report(1));
            assertThat(head.gate.reports.take()).isEqualTo(TestHead.report(1));
        }
    }

    @Test
    void aCallOfTheCommandIsMadeOnceMoreWhenASlotIsFree() throws Exception {
        try (TestHead head = new TestHead(bounds(Duration.ofMillis(500), 8, Duration.ofMinutes(1)))) {
            for (int i = 0; i < 8; i++) {
                open(head);
            }
            assertThat(isClosedByPeer(open(head))).as("the ninth").isTrue();
            try (ControlClient client = head.client()) {
                assertThat(client.status()).isNotNull();
            }
        }
    }

    /** More of them one after the other than may be in a handshake at once: each gives its slot back. */
    @Test
    void aConnectionThatProvedWhoItIsTakesNoSlot() throws Exception {
        List<NodeLink> links = new ArrayList<>();
        try (TestHead head = new TestHead(FEW)) {
            for (int i = 1; i <= 20; i++) {
                HeardListener listener = new HeardListener();
                String node = "cpu-" + i;
                links.add(NodeClient.connect(head.address(), head.node(node), TestHead.hello(node), listener));
                assertThat(listener.next()).as(node).isInstanceOf(Welcome.class);
            }
            links.forEach(NodeLink::close);
        }
    }

    @Test
    void aNodeGetsInWhereSlowHandshakesHoldAllSlots() throws Exception {
        HeardListener listener = new HeardListener();
        try (TestHead head = new TestHead(EVICTING)) {
            Socket oldest = open(head);
            for (int i = 0; i < 7; i++) {
                open(head);
            }
            try (NodeLink link =
                    NodeClient.connect(head.address(), head.node("cpu-1"), TestHead.hello("cpu-1"), listener)) {
                assertThat(listener.next()).isInstanceOf(Welcome.class);
                assertThat(isClosedByPeer(oldest)).isTrue();
                link.report(TestHead.report(1));
                assertThat(head.gate.reports.take()).isEqualTo(TestHead.report(1));
            }
        }
    }
}
