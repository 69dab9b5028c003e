package dev.muster.protocol;

import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Describes in one line why a call failed, for logs and error messages. */
final class FailureText {
    private static final int MAX_CAUSES = 20;

    private FailureText() {}

    static String of(Throwable cause) {
        Status status = Status.fromThrowable(cause);
        if (isRefusedConnection(cause)) {
            return "connection refused, or no route to the host";
        }
        Optional<SSLException> tls = find(cause, SSLException.class);
        if (tls.isPresent()) {
            return "TLS: " + tls.get().getMessage();
        }
        if (find(cause, UnresolvedAddressException.class).isPresent()) {
            return "the host name cannot be resolved";
        }
        Optional<IOException> broken = find(cause, IOException.class);
        String message = broken.isPresent() ? broken.get().getMessage() : status.getDescription();
        return message == null || message.isBlank()
                ? status.getCode().toString()
                : message.lines().findFirst().orElse("");
    }

    static boolean isRefusedConnection(Throwable cause) {
        return find(cause, ConnectException.class).isPresent();
    }

    static boolean isTls(Throwable cause) {
        return find(cause, SSLException.class).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
