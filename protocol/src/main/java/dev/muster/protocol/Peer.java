package dev.muster.protocol;

import dev.muster.core.port.Time;
import dev.muster.protocol.identity.CertificateSubject;
import io.grpc.Context;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Optional;

/** The caller at the other end of a call, as proved by its certificate. It is stored in the call's gRPC context. */
record Peer(CertificateSubject subject, X509Certificate certificate, Time time) {
    private static final Context.Key<Peer> KEY = Context.key("muster-peer");

    /** The caller of the current call. Empty if no {@link Authorisation} guards the service; such calls must be refused. */
    static Optional<Peer> current() {
        return Optional.ofNullable(KEY.get());
    }

    Context storeIn(Context context) {
        return context.withValue(KEY, this);
    }

    /** Whether the certificate is valid now. TLS checks the dates only when the connection is made, and a connection can outlive its certificate. */
    boolean isValidNow() {
        try {
            certificate.checkValidity(Date.from(time.wallClock()));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
