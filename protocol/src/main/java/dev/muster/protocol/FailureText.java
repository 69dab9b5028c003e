package dev.muster.protocol;

import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a call failed, in words for a log or a person. */
final class FailureText {
    private static final int DEEPEST = 20;

    private FailureText() {}

    static String of(Throwable cause) {
        Status status = Status.fromThrowable(cause);
        if (isRefusedConnection(cause)) {
            return "nothing listens there (connection refused or no route)";
        }
        Optional<SSLException> tls = find(cause, SSLException.class);
        if (tls.isPresent()) {
            return "TLS: " + tls.get().getMessage();
        }
        if (find(cause, UnresolvedAddressException.class).isPresent()) {
            return "the host name cannot be resolved";
        }
        Optional<IOException> broken = find(cause, IOException.class);
        String said = broken.isPresent() ? broken.get().getMessage() : status.getDescription();
        return said == null || said.isBlank()
                ? status.getCode().toString()
                : said.lines().findFirst().orElse("");
    }

    static boolean isRefusedConnection(Throwable cause) {
        return find(cause, ConnectException.class).isPresent();
    }

    static boolean isTls(Throwable cause) {
        return find(cause, SSLException.class).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable from, Class<T> kind) {
        Throwable cause = from;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
