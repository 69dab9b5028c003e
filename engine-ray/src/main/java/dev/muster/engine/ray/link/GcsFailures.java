package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.engine.EngineUnavailable;
import io.grpc.Status;
import java.net.ConnectException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a failed call into a message that says what to do. Ray's texts are clipped, and the token is in none of them. */
final class GcsFailures {
    private static final int MAX_CAUSES = 20;
    private static final String LOGS = "; see 'cluster logs --engine'";

    private GcsFailures() {}

    static EngineUnavailable describe(GcsAddress gcs, Status status) {
        return new EngineUnavailable(text(gcs, status), status.asRuntimeException());
    }

    private static String text(GcsAddress gcs, Status status) {
        String head = "Ray's head at " + gcs;
        return switch (status.getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> head + refusal(gcs, status);
            case UNAVAILABLE -> head + " does not answer: " + reason(status) + LOGS;
            case DEADLINE_EXCEEDED -> head + " accepts connections but does not answer in time" + LOGS;
            case RESOURCE_EXHAUSTED ->
                head + " sends more than " + (GcsConnection.MAX_REPLY_BYTES >> 20) + " MiB at once: " + reason(status);
            case UNIMPLEMENTED -> head + " does not know the call; Ray 2.58 or later is needed";
            default -> head + " fails with " + status.getCode() + ": " + reason(status) + LOGS;
        };
    }

    /** Ray puts a code before its text. */
    private static String refusal(GcsAddress gcs, Status status) {
        return switch (code(status)) {
            case "WrongClusterID" -> " was replaced by another one; the next call connects to it";
            case "InvalidAuthToken" -> " refuses the token: " + token(gcs);
            default -> " refuses the call: " + reason(status) + "; " + token(gcs);
        };
    }

    private static String token(GcsAddress gcs) {
        return gcs.tokenFile()
                .get()
                .map(file -> "it was started with another token than the one in " + file
                        + "; 'cluster up --restart-only' starts it with this one")
                .orElse("it was started in token mode, and no token file is set");
    }

    private static String code(Status status) {
        String text = Optional.ofNullable(status.getDescription()).orElse("");
        return text.substring(0, Math.max(0, text.indexOf(':')));
    }

    private static String reason(Status status) {
        if (isRefusedConnection(status.getCause())) {
            return "connection refused";
        }
        String text = Optional.ofNullable(status.getDescription()).orElse("");
        return text.isBlank() ? status.getCode().toString() : HostText.line(text);
    }

    private static boolean isRefusedConnection(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof ConnectException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
