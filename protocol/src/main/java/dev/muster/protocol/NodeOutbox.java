package dev.muster.protocol;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.Welcome;
import dev.muster.protocol.mapping.NodeMapping;
import dev.muster.protocol.wire.ToNode;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to one daemon, from any thread and without blocking. Only the newest desired state counts, so while the daemon reads slowly only that
 * one is held in memory and there is no queue.
 */
final class NodeOutbox implements NodeGate.Outbound {
    private final ServerCallStreamObserver<ToNode> wire;
    private boolean isWelcomed;
    private boolean isClosed;
    private @Nullable ToNode waiting;

    NodeOutbox(ServerCallStreamObserver<ToNode> wire) {
        this.wire = wire;
    }

    @Override
    public synchronized void welcome(Welcome welcome) {
        if (!isClosed && !isWelcomed) {
            isWelcomed = true;
            wire.onNext(NodeMapping.to(welcome));
            flush();
        }
    }

    @Override
    public synchronized void desired(DesiredState state) {
        if (!isClosed) {
            waiting = NodeMapping.to(state);
            flush();
        }
    }

    @Override
    public synchronized void supersede(String reason) {
        if (!isClosed) {
            wire.onNext(NodeMapping.superseded(reason));
            complete();
        }
    }

    @Override
    public synchronized void replace() {
        fail(Status.ABORTED.withDescription("a newer connection of this daemon replaced this one"));
    }

    synchronized void flush() {
        ToNode next = waiting;
        if (!isClosed && isWelcomed && next != null && wire.isReady()) {
            waiting = null;
            wire.onNext(next);
        }
    }

    synchronized void complete() {
        if (!isClosed) {
            isClosed = true;
            wire.onCompleted();
        }
    }

    synchronized void fail(Status status) {
        if (!isClosed) {
            isClosed = true;
            wire.onError(status.asRuntimeException());
        }
    }

    synchronized boolean isClosed() {
        return isClosed;
    }
}
