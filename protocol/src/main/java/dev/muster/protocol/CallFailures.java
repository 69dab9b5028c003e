package dev.muster.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.muster.core.failure.Bug;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.protocol.mapping.FailureMapping;
import dev.muster.protocol.wire.Failure;
import io.grpc.ConnectivityState;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts failures to and from gRPC calls. A failure travels in the trailers, next to gRPC's own status. */
final class CallFailures {
    private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);
    private static final Metadata.Key<byte[]> TRAILER =
            Metadata.Key.of("muster-failure-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final AtomicLong BUGS = new AtomicLong();

    private CallFailures() {}

    /** At the head: converts an exception for the caller. An unexpected one is logged, and the caller gets only its number in the log, no internals. */
    static StatusRuntimeException toWire(Throwable cause) {
        if (cause instanceof StatusRuntimeException status) {
            return status;
        }
        ClusterException failure =
                cause instanceof ClusterException expected && !(expected instanceof Bug) ? expected : logBug(cause);
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, FailureMapping.to(failure).toByteArray());
        return statusCode(failure).toStatus().asRuntimeException(trailers);
    }

    private static Bug logBug(Throwable cause) {
        long number = BUGS.incrementAndGet();
        LOG.error("bug {}: a call failed with an unexpected error", number, cause);
        return new Bug("internal error in the head (see bug " + number + " in 'cluster logs')", cause);
    }

    private static Status.Code statusCode(ClusterException failure) {
        return switch (failure) {
            case UserError _ -> Status.Code.INVALID_ARGUMENT;
            case NoCluster _ -> Status.Code.FAILED_PRECONDITION;
            case ProviderFailure _, RemoteFailure _ -> Status.Code.ABORTED;
            case Bug _ -> Status.Code.INTERNAL;
        };
    }

    /** At the client: converts a failed call. @param head the head's address, such as {@code 10.0.0.10:7373} */
    static ClusterException fromWire(StatusRuntimeException cause, String head) {
        return fromTrailers(cause).orElseGet(() -> fromStatus(cause, head));
    }

    /** At the client: converts the end of a stream that should have gone on. The head or the network ended it. */
    static ClusterException fromBrokenStream(StatusRuntimeException cause, String head) {
        return fromTrailers(cause)
                .orElseGet(() -> isBroken(cause)
                        ? new NoCluster(
                                "lost the connection to the head at " + head,
                                "run 'cluster status' to see whether the head is still running")
                        : fromStatus(cause, head));
    }

    /** Whether the head closed the connection before the call could be sent: it has too many handshakes under way. */
    static boolean isClosedInHandshake(StatusRuntimeException cause, ConnectivityState state) {
        return cause.getStatus().getCode() == Status.Code.UNAVAILABLE
                && (state == ConnectivityState.TRANSIENT_FAILURE || state == ConnectivityState.CONNECTING)
                && !FailureText.isTls(cause)
                && !FailureText.isRefusedConnection(cause);
    }

    private static boolean isBroken(StatusRuntimeException cause) {
        Status.Code code = cause.getStatus().getCode();
        return code == Status.Code.CANCELLED || (code == Status.Code.UNAVAILABLE && !FailureText.isTls(cause));
    }

    private static Optional<ClusterException> fromTrailers(StatusRuntimeException cause) {
        Metadata trailers = cause.getTrailers();
        byte[] bytes = trailers == null ? null : trailers.get(TRAILER);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FailureMapping.from(Failure.parseFrom(bytes)));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static ClusterException fromStatus(StatusRuntimeException cause, String head) {
        String reason = FailureText.of(cause);
        return switch (cause.getStatus().getCode()) {
            case UNAVAILABLE -> unavailable(cause, head, reason);
            case DEADLINE_EXCEEDED ->
                remote(
                        head,
                        "the head at " + head + " did not answer in time",
                        "try again, or look for the reason with 'cluster logs'",
                        true);
            case CANCELLED -> remote(head, "the call to the head at " + head + " was interrupted", "", true);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                remote(
                        head,
                        "the head at " + head + " refused the call: " + reason,
                        "check that this is the right cluster file: 'cluster list'",
                        false);
            case UNIMPLEMENTED ->
                remote(
                        head,
                        "the head at " + head + " is older and does not support this command",
                        "upgrade it with 'cluster up'",
                        false);
            case RESOURCE_EXHAUSTED ->
                remote(
                        head,
                        "the head at " + head + " refused the call: " + reason,
                        "try again later, or request less at once",
                        false);
            default -> new Bug("the call to the head failed: " + reason, cause);
        };
    }

    private static ClusterException unavailable(StatusRuntimeException cause, String head, String reason) {
        if (FailureText.isTls(cause)) {
            return remote(
                    head,
                    "the head at " + head + " and this certificate do not match (" + reason + ")",
                    "another cluster may be listening there; check the address with 'cluster list'",
                    false);
        }
        return FailureText.isRefusedConnection(cause)
                ? new NoCluster("no head answers at " + head, "start it again with 'cluster up'")
                : remote(head, "lost the connection to the head at " + head + ": " + reason, "try again", true);
    }

    private static RemoteFailure remote(String head, String message, String hint, boolean retryable) {
        return new RemoteFailure(head, message, hint, retryable, List.of());
    }
}
