package dev.muster.protocol;

import dev.muster.core.node.NodeGate;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.wire.FromNode;
import dev.muster.protocol.wire.NodeServiceGrpc;
import dev.muster.protocol.wire.ToNode;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/** The gRPC service for the daemons' streams on the head. It checks who sends each message, validates it, and passes it to the {@link NodeGate}. */
public final class NodeEndpoint implements BindableService {
    private final NodeGate gate;

    public NodeEndpoint(NodeGate gate) {
        this.gate = gate;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return new Service(gate).bindService();
    }

    private static final class Service extends NodeServiceGrpc.NodeServiceImplBase {
        private final NodeGate gate;

        Service(NodeGate gate) {
            this.gate = gate;
        }

        @Override
        public StreamObserver<FromNode> connect(StreamObserver<ToNode> responses) {
            Optional<Peer> peer = Peer.current();
            if (peer.isPresent() && peer.get().subject() instanceof CertificateSubject.Node subject) {
                return NodeStream.open(gate, peer.get(), subject, (ServerCallStreamObserver<ToNode>) responses);
            }
            responses.onError(Status.UNAUTHENTICATED.asRuntimeException());
            return new IgnoredMessages();
        }
    }

    private static final class IgnoredMessages implements StreamObserver<FromNode> {
        @Override
        public void onNext(FromNode message) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }
}
