package dev.muster.protocol;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.protocol.mapping.NodeMapping;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.NodeServiceGrpc;
import dev.muster.protocol.wire.ToNode;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A daemon's stream to the head. {@link #report} never blocks: while the head reads slowly, waiting reports are merged into the newest one. */
final class NodeConnection implements NodeLink, ClientResponseObserver<FromNode, ToNode> {
    private static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(15);

    private final ChannelWiring.Connection connection;
    private final Listener listener;
    private final AtomicBoolean isEnded = new AtomicBoolean();
    private @Nullable ClientCallStreamObserver<FromNode> wire;
    private @Nullable NodeReport waiting;
    private volatile boolean isWelcomed;

    private NodeConnection(ChannelWiring.Connection connection, Listener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    static NodeConnection open(ChannelWiring.Connection connection, NodeHello hello, Listener listener) {
        NodeConnection link = new NodeConnection(connection, listener);
        NodeServiceGrpc.newStub(connection.channel()).connect(link).onNext(NodeMapping.to(hello));
        connection.threads().schedule(WELCOME_TIMEOUT, link::cancelIfNotWelcomed);
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
        waiting = before == null ? report : merge(before, report);
        flush();
    }

    private synchronized void flush() {
        NodeReport next = waiting;
        ClientCallStreamObserver<FromNode> stream = wire;
        if (next != null && stream != null && isWelcomed && !isEnded.get() && stream.isReady()) {
            waiting = null;
            stream.onNext(NodeMapping.to(next));
        }
    }

    /** Facts and renewals are reported only once, so the newer report takes them over from the older one. */
    static NodeReport merge(NodeReport older, NodeReport newer) {
        Optional<String> renewal = newer.renewal().or(older::renewal);
        return new NodeReport(
                newer.appliedVersion(),
                newer.use(),
                newer.work(),
                newer.drained(),
                newer.engine(),
                newer.facts().or(older::facts),
                renewal,
                newer.runs());
    }

    @Override
    public void onNext(ToNode message) {
        if (isEnded.get()) {
            return;
        }
        switch (message.getMessageCase()) {
            case WELCOME -> {
                isWelcomed = true;
                read(message, wire -> NodeMapping.from(wire.getWelcome())).ifPresent(listener::welcomed);
                flush();
            }
            case DESIRED ->
                read(message, wire -> NodeMapping.from(wire.getDesired())).ifPresent(listener::desired);
            case SUPERSEDED ->
                read(message, wire -> NodeMapping.from(wire.getSuperseded())).ifPresent(this::superseded);
            case MESSAGE_NOT_SET -> {} // a newer head may send messages that this daemon does not know
        }
    }

    private <T> Optional<T> read(ToNode message, Function<ToNode, T> reader) {
        try {
            return Optional.of(reader.apply(message));
        } catch (IllegalArgumentException e) {
            lost("the head sent an invalid message: " + e.getMessage());
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

    /** Cancels the call instead of calling the listener, so that the listener is still called by one thread at a time. */
    private synchronized void cancelIfNotWelcomed() {
        ClientCallStreamObserver<FromNode> stream = wire;
        if (!isWelcomed && stream != null) {
            stream.cancel("no answer from the head within " + WELCOME_TIMEOUT.toSeconds() + " s", null);
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

    /** Ends the connection. @return false if it had ended before */
    private boolean end() {
        boolean isFirst = isEnded.compareAndSet(false, true);
        if (isFirst) {
            connection.close();
        }
        return isFirst;
    }
}
