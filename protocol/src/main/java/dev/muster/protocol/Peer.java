package dev.muster.protocol;

import dev.muster.core.port.Time;
import dev.muster.protocol.identity.CertificateSubject;
import io.grpc.Context;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Optional;

/** Who is at the other end of a call, as its certificate proved. Rides in the call's context. */
record Peer(CertificateSubject subject, X509Certificate certificate, Time time) {
    private static final Context.Key<Peer> KEY = Context.key("muster-peer");

    /** Empty where no {@link Authorisation} stands before the service: then nobody is served. */
    static Optional<Peer> current() {
        return Optional.ofNullable(KEY.get());
    }

    Context in(Context context) {
        return context.withValue(KEY, this);
    }

    /** TLS looks at the dates once, when the connection is made; connections live longer than certificates. */
    boolean isValidNow() {
        try {
            certificate.checkValidity(Date.from(time.wallClock()));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
