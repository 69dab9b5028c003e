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

/** Failures on their way through a call: in the trailers, beside gRPC's own status. */
final class CallFailures {
    private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);
    private static final Metadata.Key<byte[]> TRAILER =
            Metadata.Key.of("muster-failure-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final AtomicLong BUGS = new AtomicLong();

    private CallFailures() {}

    /** At the head. What nobody foresaw is written to the head's log; the caller learns its number, no internals. */
    static StatusRuntimeException toWire(Throwable cause) {
        if (cause instanceof StatusRuntimeException refused) {
            return refused;
        }
        ClusterException failure =
                cause instanceof ClusterException known && !(known instanceof Bug) ? known : hidden(cause);
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, FailureMapping.to(failure).toByteArray());
        return code(failure).toStatus().asRuntimeException(trailers);
    }

    private static Bug hidden(Throwable cause) {
        long number = BUGS.incrementAndGet();
        LOG.error("bug {}: a call failed", number, cause);
        return new Bug("the head made a mistake (bug " + number + " in its log)", cause);
    }

    private static Status.Code code(ClusterException failure) {
        return switch (failure) {
            case UserError _ -> Status.Code.INVALID_ARGUMENT;
            case NoCluster _ -> Status.Code.FAILED_PRECONDITION;
            case ProviderFailure _, RemoteFailure _ -> Status.Code.ABORTED;
            case Bug _ -> Status.Code.INTERNAL;
        };
    }

    /** At the client. @param head as in {@code 10.0.0.10:7373} */
    static ClusterException fromWire(StatusRuntimeException cause, String head) {
        return carried(cause).orElseGet(() -> understood(cause, head));
    }

    /** At the client, for a call that goes on until it is ended: here by the head or the network. */
    static ClusterException ofStream(StatusRuntimeException cause, String head) {
        return carried(cause)
                .orElseGet(() -> isBroken(cause)
                        ? new NoCluster(
                                "the head at " + head + " ended, or the way to it broke",
                                "'cluster status' tells which")
                        : understood(cause, head));
    }

    /** Whether the head closed the connection before the call could be sent: it has too many handshakes under way. */
    static boolean isClosedInHandshake(StatusRuntimeException cause, ConnectivityState state) {
        return cause.getStatus().getCode() == Status.Code.UNAVAILABLE
                && state == ConnectivityState.TRANSIENT_FAILURE
                && !FailureText.isTls(cause)
                && !FailureText.isRefusedConnection(cause);
    }

    private static boolean isBroken(StatusRuntimeException cause) {
        Status.Code code = cause.getStatus().getCode();
        return code == Status.Code.CANCELLED || (code == Status.Code.UNAVAILABLE && !FailureText.isTls(cause));
    }

    private static Optional<ClusterException> carried(StatusRuntimeException cause) {
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

    private static ClusterException understood(StatusRuntimeException cause, String head) {
        String reason = FailureText.of(cause);
        return switch (cause.getStatus().getCode()) {
            case UNAVAILABLE -> unavailable(cause, head, reason);
            case DEADLINE_EXCEEDED ->
                remote(
                        head,
                        "the head at " + head + " did not answer in time",
                        "try again; 'cluster logs' tells more",
                        true);
            case CANCELLED -> remote(head, "the call to the head at " + head + " was interrupted", "", true);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                remote(head, "the head at " + head + " refused: " + reason, "is this file of this cluster?", false);
            case UNIMPLEMENTED ->
                remote(
                        head,
                        "the head at " + head + " is older and does not know this call",
                        "'cluster up' upgrades it",
                        false);
            case RESOURCE_EXHAUSTED ->
                remote(head, "the head at " + head + " refused: " + reason, "ask for less at once, or later", false);
            default -> new Bug("the call to the head failed: " + reason, cause);
        };
    }

    private static ClusterException unavailable(StatusRuntimeException cause, String head, String reason) {
        if (FailureText.isTls(cause)) {
            return remote(
                    head,
                    "the head at " + head + " and this certificate do not fit together (" + reason + ")",
                    "is another cluster listening there?",
                    false);
        }
        return FailureText.isRefusedConnection(cause)
                ? new NoCluster("no head answers at " + head, "'cluster up' starts it again")
                : remote(head, "the connection to the head at " + head + " broke: " + reason, "try again", true);
    }

    private static RemoteFailure remote(String head, String text, String hint, boolean retryable) {
        return new RemoteFailure(head, text, hint, retryable, List.of());
    }
}
