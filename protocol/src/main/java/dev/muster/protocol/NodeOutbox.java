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
 * What goes down one daemon's stream, from any thread, without ever waiting. Desired state is level-triggered, so while the daemon reads
 * slowly only the newest is kept: a stream holds one state in memory, never a queue.
 */
final class NodeOutbox implements NodeGate.Outbound {
    private final ServerCallStreamObserver<ToNode> wire;
    private boolean welcomed;
    private boolean closed;
    private @Nullable ToNode waiting;

    NodeOutbox(ServerCallStreamObserver<ToNode> wire) {
        this.wire = wire;
    }

    @Override
    public synchronized void welcome(Welcome welcome) {
        if (!closed && !welcomed) {
            welcomed = true;
            wire.onNext(NodeMapping.to(welcome));
            flush();
        }
    }

    @Override
    public synchronized void desired(DesiredState state) {
        if (!closed) {
            waiting = NodeMapping.to(state);
            flush();
        }
    }

    @Override
    public synchronized void supersede(String reason) {
        if (!closed) {
            wire.onNext(NodeMapping.superseded(reason));
            complete();
        }
    }

    synchronized void flush() {
        ToNode next = waiting;
        if (!closed && welcomed && next != null && wire.isReady()) {
            waiting = null;
            wire.onNext(next);
        }
    }

    synchronized void complete() {
        if (!closed) {
            closed = true;
            wire.onCompleted();
        }
    }

    synchronized void fail(Status status) {
        if (!closed) {
            closed = true;
            wire.onError(status.asRuntimeException());
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
