package dev.muster.protocol;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.mapping.NodeMapping;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.NodeServiceGrpc;
import dev.muster.protocol.wire.ToNode;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One stream of a daemon. Reports never wait: while the head reads slowly, the newest report takes in what the one before it had to say. */
final class NodeConnection implements NodeLink, ClientResponseObserver<FromNode, ToNode> {
    private static final Duration WELCOME_WITHIN = Duration.ofSeconds(15);

    private final ChannelWiring.Connection connection;
    private final Listener listener;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable ClientCallStreamObserver<FromNode> wire;
    private @Nullable NodeReport waiting;
    private volatile boolean welcomed;

    private NodeConnection(ChannelWiring.Connection connection, Listener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    static NodeConnection open(InetSocketAddress address, Identity identity, NodeHello hello, Listener listener) {
        ChannelWiring.Connection connection =
                ChannelWiring.open(address, hello.clusterId(), identity, ChannelWiring.callbacks());
        return open(connection, hello, listener);
    }

    static NodeConnection open(ChannelWiring.Connection connection, NodeHello hello, Listener listener) {
        NodeConnection link = new NodeConnection(connection, listener);
        NodeServiceGrpc.newStub(connection.channel()).connect(link).onNext(NodeMapping.to(hello));
        connection.after(WELCOME_WITHIN, link::giveUpUnwelcomed);
        return link;
    }

    @Override
    public synchronized void beforeStart(ClientCallStreamObserver<FromNode> stream) {
        wire = stream;
        stream.setOnReadyHandler(this::flush);
    }

    @Override
    public synchronized void report(NodeReport report) {
        NodeReport before = waiting;
        waiting = before == null ? report : merged(before, report);
        flush();
    }

    private synchronized void flush() {
        NodeReport next = waiting;
        ClientCallStreamObserver<FromNode> stream = wire;
        if (next != null && stream != null && welcomed && !over.get() && stream.isReady()) {
            waiting = null;
            stream.onNext(NodeMapping.to(next));
        }
    }

    /** Facts and renewal are said once; they must not get lost with the report that carried them. */
    static NodeReport merged(NodeReport older, NodeReport newer) {
        Optional<String> renewal = newer.renewal().or(older::renewal);
        return new NodeReport(
                newer.appliedVersion(),
                newer.use(),
                newer.work(),
                newer.drained(),
                newer.facts().or(older::facts),
                renewal);
    }

    @Override
    public void onNext(ToNode message) {
        if (over.get()) {
            return;
        }
        switch (message.getMessageCase()) {
            case WELCOME -> {
                welcomed = true;
                read(message, wire -> NodeMapping.from(wire.getWelcome())).ifPresent(listener::welcomed);
                flush();
            }
            case DESIRED ->
                read(message, wire -> NodeMapping.from(wire.getDesired())).ifPresent(listener::desired);
            case SUPERSEDED ->
                read(message, wire -> NodeMapping.from(wire.getSuperseded())).ifPresent(this::superseded);
            case MESSAGE_NOT_SET -> {} // from a newer head
        }
    }

    private <T> Optional<T> read(ToNode message, Function<ToNode, T> reading) {
        try {
            return Optional.of(reading.apply(message));
        } catch (IllegalArgumentException e) {
            lost("the head sent what cannot be right: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void superseded(String reason) {
        if (end()) {
            listener.superseded(reason);
        }
    }

    @Override
    public void onError(Throwable cause) {
        lost(FailureText.of(cause));
    }

    @Override
    public void onCompleted() {
        lost("the head ended the stream");
    }

    /** By way of the call, so that the listener hears of it in turn. */
    private synchronized void giveUpUnwelcomed() {
        ClientCallStreamObserver<FromNode> stream = wire;
        if (!welcomed && stream != null) {
            stream.cancel("the head did not answer within " + WELCOME_WITHIN.toSeconds() + " s", null);
        }
    }

    private void lost(String reason) {
        if (end()) {
            listener.lost(reason);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Whether this call was the one that ended it. */
    private boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            connection.close();
        }
        return first;
    }
}
