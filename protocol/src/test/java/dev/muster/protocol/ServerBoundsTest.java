package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.Welcome;
import dev.muster.protocol.wire.NodeServiceGrpc;
import dev.muster.protocol.wire.ToNode;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers cannot keep the head from serving others. */
class ServerBoundsTest {
    private static final ServerBounds IMPATIENT = new ServerBounds(Duration.ofMillis(300), 1_000);
    private static final ServerBounds NARROW = new ServerBounds(Duration.ofSeconds(15), 1);

    @Test
    void aStreamThatSaysNoHelloIsEnded() throws Exception {
        try (TestHead head = new TestHead(IMPATIENT);
                ChannelWiring.Connection connection = ChannelWiring.open(
                        head.address(), TestHead.CLUSTER, head.node("cpu-1"), ChannelWiring.callbacks())) {
            CompletableFuture<Status> ended = new CompletableFuture<>();
            NodeServiceGrpc.newStub(connection.channel()).connect(waitingFor(ended));

            Status status = ended.get(20, TimeUnit.SECONDS);
            assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            assertThat(status.getDescription()).contains("no message was received");
        }
    }

    private static StreamObserver<ToNode> waitingFor(CompletableFuture<Status> ended) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ToNode message) {}

            @Override
            public void onError(Throwable cause) {
                ended.complete(Status.fromThrowable(cause));
            }

            @Override
            public void onCompleted() {
                ended.complete(Status.OK);
            }
        };
    }

    @Test
    void aStreamThatSaidHelloMayBeSilentForLonger() throws Exception {
        HeardListener listener = new HeardListener();
        try (TestHead head = new TestHead(IMPATIENT);
                NodeLink link =
                        NodeClient.connect(head.address(), head.node("cpu-1"), TestHead.hello("cpu-1"), listener)) {
            assertThat(listener.next()).isInstanceOf(Welcome.class);
            assertThat(head.gate.closed.poll(900, TimeUnit.MILLISECONDS))
                    .as("three times the limit")
                    .isNull();
            link.report(TestHead.report(1));
            assertThat(head.gate.reports.take()).isEqualTo(TestHead.report(1));
        }
    }

    /** Whoever has the key of one worker must not take the places of all others. */
    @Test
    void aNodeKeepsItsTwoNewestConnections() throws Exception {
        List<HeardListener> listeners = List.of(new HeardListener(), new HeardListener(), new HeardListener());
        try (TestHead head = new TestHead()) {
            List<NodeLink> links = new ArrayList<>();
            for (HeardListener listener : listeners) {
                links.add(NodeClient.connect(head.address(), head.node("cpu-1"), TestHead.hello("cpu-1"), listener));
                assertThat(listener.next()).isInstanceOf(Welcome.class);
                assertThat(listener.next()).isInstanceOf(DesiredState.class);
            }
            assertThat(listeners.getFirst().next()).asString().startsWith("lost: ");
            links.getLast().report(TestHead.report(1));
            assertThat(head.gate.reports.take()).isEqualTo(TestHead.report(1));
            links.forEach(NodeLink::close);
        }
    }

    @Test
    void aConnectionTooManyIsClosedAndAPlaceThatIsFreeAgainIsGiven() throws Exception {
        try (TestHead head = new TestHead(NARROW)) {
            try (Socket first = new Socket(
                            head.address().getAddress(), head.address().getPort());
                    Socket second = new Socket(
                            head.address().getAddress(), head.address().getPort())) {
                second.setSoTimeout(10_000);
                assertThat(second.getInputStream().read()).isEqualTo(-1);
                first.setSoTimeout(200);
                assertThat(first.isConnected()).isTrue();
            }
            HeardListener listener = new HeardListener();
            String why = "";
            for (int attempt = 0; attempt < 50 && !why.equals("welcomed"); attempt++) {
                NodeLink link =
                        NodeClient.connect(head.address(), head.node("cpu-1"), TestHead.hello("cpu-1"), listener);
                why = listener.next() instanceof Welcome ? "welcomed" : "refused";
                link.close();
            }
            assertThat(why).isEqualTo("welcomed");
        }
    }
}
