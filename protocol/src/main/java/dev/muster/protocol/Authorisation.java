package dev.muster.protocol;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.wire.ControlGrpc;
import dev.muster.protocol.wire.NodeServiceGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Decides who may call what: node certificates may call NodeService, operator certificates may call Control. Every other call is refused. */
final class Authorisation implements ServerInterceptor {
    private final ClusterId clusterId;
    private final Time time;

    Authorisation(ClusterId clusterId, Time time) {
        this.clusterId = clusterId;
        this.time = time;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Optional<Peer> peer = findPeer(call).filter(Peer::isValidNow);
        if (peer.isEmpty()) {
            return refuse(
                    call, Status.UNAUTHENTICATED.withDescription("no valid certificate of this cluster was presented"));
        }
        if (!isAllowed(peer.get().subject(), call.getMethodDescriptor().getServiceName())) {
            return refuse(call, Status.PERMISSION_DENIED.withDescription("this certificate may not call this service"));
        }
        return Contexts.interceptCall(peer.get().storeIn(Context.current()), call, headers, next);
    }

    private boolean isAllowed(CertificateSubject subject, @Nullable String service) {
        return subject.clusterId().equals(clusterId)
                && switch (subject) {
                    case CertificateSubject.Node _ -> NodeServiceGrpc.SERVICE_NAME.equals(service);
                    case CertificateSubject.Operator _ -> ControlGrpc.SERVICE_NAME.equals(service);
                };
    }

    private Optional<Peer> findPeer(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain[0] instanceof X509Certificate certificate
                    ? CertificateSubject.of(certificate).map(subject -> new Peer(subject, certificate, time))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
