package dev.muster.protocol;

import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.mapping.Bounds;
import dev.muster.protocol.mapping.NodeMapping;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.Hello;
import dev.muster.protocol.wire.ToNode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon's stream at the head. gRPC calls one method at a time and gives each stream its own thread. The next message is requested only when the
 * last one was handled, so a daemon that sends too much or reads too slowly does not delay the others.
 */
final class NodeStream implements StreamObserver<FromNode> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStream.class);

    private final NodeGate gate;
    private final Peer peer;
    private final CertificateSubject.Node subject;
    private final ServerCallStreamObserver<ToNode> wire;
    private final NodeOutbox outbox;
    private NodeGate.@Nullable Session session;
    private boolean isEnded;

    private NodeStream(
            NodeGate gate, Peer peer, CertificateSubject.Node subject, ServerCallStreamObserver<ToNode> wire) {
        this.gate = gate;
        this.peer = peer;
        this.subject = subject;
        this.wire = wire;
        this.outbox = new NodeOutbox(wire);
    }

    static NodeStream open(
            NodeGate gate, Peer peer, CertificateSubject.Node subject, ServerCallStreamObserver<ToNode> wire) {
        NodeStream stream = new NodeStream(gate, peer, subject, wire);
        wire.disableAutoRequest();
        wire.setOnReadyHandler(stream.outbox::flush);
        wire.setOnCancelHandler(() -> stream.end("the connection was lost"));
        wire.setOnCloseHandler(() -> stream.end("the head ended the stream"));
        wire.request(1);
        return stream;
    }

    @Override
    public void onNext(FromNode message) {
        if (isEnded || outbox.isClosed()) {
            return;
        }
        try {
            handle(message);
            wire.request(1);
        } catch (StatusRuntimeException e) {
            refuse(e.getStatus());
        } catch (RuntimeException e) {
            LOG.error("cannot handle a message from {}", subject.node(), e);
            refuse(Status.INTERNAL.withDescription("internal error in the head, see its log"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        end("the connection was lost");
    }

    @Override
    public void onCompleted() {
        outbox.complete();
        end("the daemon ended the stream");
    }

    private void handle(FromNode message) {
        if (!peer.isValidNow()) {
            throw Status.UNAUTHENTICATED
                    .withDescription("the certificate has expired")
                    .asRuntimeException();
        }
        if (!gate.isLive(subject.node())) {
            outbox.supersede("this node is no longer part of the cluster");
            end("the node is no longer in the registry");
            return;
        }
        if (message.getSerializedSize() > Bounds.NODE_MESSAGE) {
            throw invalid("the message is too large");
        }
        switch (message.getMessageCase()) {
            case HELLO -> hello(message.getHello());
            case REPORT -> report(message);
            case MESSAGE_NOT_SET -> LOG.debug("{} sent a message that only newer heads support", subject.node());
        }
    }

    private void hello(Hello wireHello) {
        if (session != null) {
            throw invalid("the daemon sent a second hello");
        }
        NodeHello hello = validated(() -> NodeMapping.from(wireHello));
        if (!hello.clusterId().equals(subject.clusterId()) || !hello.node().equals(subject.node())) {
            throw Status.PERMISSION_DENIED
                    .withDescription("the certificate does not belong to the node in the hello")
                    .asRuntimeException();
        }
        if (!ProtocolVersion.isCompatibleWith(hello.protocol())) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("the head supports protocol " + ProtocolVersion.CURRENT + ", the daemon sent "
                            + hello.protocol())
                    .asRuntimeException();
        }
        session = gate.opened(hello, outbox);
    }

    private void report(FromNode message) {
        NodeGate.Session open = session;
        if (open == null) {
            throw invalid("the daemon sent a report before its hello");
        }
        NodeReport report = validated(() -> NodeMapping.from(message.getReport()));
        open.reported(report);
    }

    private void refuse(Status status) {
        outbox.fail(status);
        end(String.valueOf(status.getDescription()));
    }

    /** Closes the session, once. The first reason wins. */
    private void end(String reason) {
        isEnded = true;
        NodeGate.Session open = session;
        session = null;
        if (open != null) {
            open.closed(reason);
        }
    }

    private static <T> T validated(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static StatusRuntimeException invalid(String reason) {
        return Status.INVALID_ARGUMENT.withDescription(reason).asRuntimeException();
    }
}
