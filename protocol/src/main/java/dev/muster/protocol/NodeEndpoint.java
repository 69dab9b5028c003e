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

/** The head's end of the daemons' streams: checks who speaks and what is said, then hands it to the gate. */
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
        public StreamObserver<FromNode> connect(StreamObserver<ToNode> answers) {
            Optional<Peer> peer = Peer.current();
            if (peer.isPresent() && peer.get().subject() instanceof CertificateSubject.Node subject) {
                return NodeStream.open(gate, peer.get(), subject, (ServerCallStreamObserver<ToNode>) answers);
            }
            answers.onError(Status.UNAUTHENTICATED.asRuntimeException());
            return new Deaf();
        }
    }

    private static final class Deaf implements StreamObserver<FromNode> {
        @Override
        public void onNext(FromNode message) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }
}
