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
 * One daemon's stream at the head. gRPC calls one method at a time, each stream on a thread of its own, and the next message is asked for only when
 * the last was dealt with: a daemon that floods or dawdles holds up nobody else.
 */
final class NodeStream implements StreamObserver<FromNode> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStream.class);

    private final NodeGate gate;
    private final Peer peer;
    private final CertificateSubject.Node subject;
    private final ServerCallStreamObserver<ToNode> wire;
    private final NodeOutbox outbox;
    private NodeGate.@Nullable Session session;
    private boolean over;

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
        wire.setOnCancelHandler(() -> stream.ended("the connection is gone"));
        wire.setOnCloseHandler(() -> stream.ended("the head ended the stream"));
        wire.request(1);
        return stream;
    }

    @Override
    public void onNext(FromNode message) {
        if (over || outbox.isClosed()) {
            return;
        }
        try {
            take(message);
            wire.request(1);
        } catch (StatusRuntimeException e) {
            refuse(e.getStatus());
        } catch (RuntimeException e) {
            LOG.error("a message of {} could not be dealt with", subject.node(), e);
            refuse(Status.INTERNAL.withDescription("a mistake in the head: see its log"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        ended("the connection is gone");
    }

    @Override
    public void onCompleted() {
        outbox.complete();
        ended("the daemon ended the stream");
    }

    private void take(FromNode message) {
        if (!peer.isValidNow()) {
            throw Status.UNAUTHENTICATED
                    .withDescription("the certificate has expired")
                    .asRuntimeException();
        }
        if (!gate.isLive(subject.node())) {
            outbox.supersede("this node is not part of the cluster any more");
            ended("the node is closed in the registry");
            return;
        }
        if (message.getSerializedSize() > Bounds.NODE_MESSAGE) {
            throw invalid("the message is too large");
        }
        switch (message.getMessageCase()) {
            case HELLO -> greet(message.getHello());
            case REPORT -> report(message);
            case MESSAGE_NOT_SET -> LOG.debug("{} sent what only a newer head understands", subject.node());
        }
    }

    private void greet(Hello wireHello) {
        if (session != null) {
            throw invalid("a second hello");
        }
        NodeHello hello = checked(() -> NodeMapping.from(wireHello));
        if (!hello.clusterId().equals(subject.clusterId()) || !hello.node().equals(subject.node())) {
            throw Status.PERMISSION_DENIED
                    .withDescription("the certificate is not of the node that says hello")
                    .asRuntimeException();
        }
        if (!ProtocolVersion.speaksWith(hello.protocol())) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "the head speaks protocol " + ProtocolVersion.CURRENT + ", the daemon " + hello.protocol())
                    .asRuntimeException();
        }
        session = gate.opened(hello, outbox);
    }

    private void report(FromNode message) {
        NodeGate.Session open = session;
        if (open == null) {
            throw invalid("a report before the hello");
        }
        NodeReport report = checked(() -> NodeMapping.from(message.getReport()));
        open.reported(report);
    }

    private void refuse(Status status) {
        outbox.fail(status);
        ended(String.valueOf(status.getDescription()));
    }

    /** Tells the session once; whatever comes first is the reason. */
    private void ended(String reason) {
        over = true;
        NodeGate.Session open = session;
        session = null;
        if (open != null) {
            open.closed(reason);
        }
    }

    private static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static StatusRuntimeException invalid(String why) {
        return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
    }
}
