package dev.muster.ssh.connect;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.SshTarget;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/** What an exception under a connection attempt means, and whether another attempt can help. */
final class SshFailures {
    private SshFailures() {}

    static RemoteFailure explain(SshTarget target, HostKeyCheck check, @Nullable Throwable cause) {
        Optional<RemoteFailure> known = check.refusal().or(() -> ours(cause));
        return known.orElseGet(() -> explain(target, root(cause)));
    }

    private static Optional<RemoteFailure> ours(@Nullable Throwable cause) {
        return cause instanceof RemoteFailure failure ? Optional.of(failure) : Optional.empty();
    }

    private static RemoteFailure explain(SshTarget target, @Nullable Throwable cause) {
        return switch (cause) {
            case UnknownHostException e ->
                lasting(target, "no such host name: " + target.address(), "is it written right? (getent hosts NAME)");
            case OpenFailException e
            when e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED ->
                lasting(
                        target,
                        "its jump host" + lastJump(target) + " forbids forwarding",
                        "AllowTcpForwarding in its sshd_config");
            case ConnectException e -> unreachable(target, e);
            case SSHException e
            when e.getDisconnectReason() == DisconnectReason.KEY_EXCHANGE_FAILED ->
                lasting(target, "no cipher or key exchange in common: " + e.getMessage(), "is its OpenSSH very old?");
            case SSHException e
            when e.getDisconnectReason() == DisconnectReason.PROTOCOL_VERSION_NOT_SUPPORTED ->
                lasting(target, "something else than an SSH server answers", "is the port right?");
            case SSHException e
            when isTooManyKeys(e) ->
                lasting(
                        target,
                        "the host hung up after too many keys",
                        "name the right one: ssh_private_key, or IdentitiesOnly in ~/.ssh/config");
            case null, default -> unreachable(target, cause);
        };
    }

    private static String lastJump(SshTarget target) {
        return target.route() instanceof SshTarget.Route.Jumps(List<SshTarget> hosts) ? " " + hosts.getLast() : "";
    }

    private static boolean isTooManyKeys(SSHException e) {
        String message = e.getMessage();
        return e.getDisconnectReason() == DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE
                || message != null && message.contains("Too many authentication failures");
    }

    private static RemoteFailure lasting(SshTarget target, String what, String hint) {
        return new RemoteFailure(target.name(), target.label() + ": " + what, hint, false, List.of());
    }

    private static RemoteFailure unreachable(SshTarget target, @Nullable Throwable cause) {
        boolean isCommand = target.route() instanceof SshTarget.Route.Command;
        String by = isCommand ? "its proxy command brought no connection: " : "";
        return RemoteFailure.unreachable(target.name(), target.label() + ": " + by + reason(cause));
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "failed";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /** sshj wraps; the innermost of its own kind or the network's says most. */
    private static @Nullable Throwable root(@Nullable Throwable cause) {
        Throwable at = cause;
        while (at != null && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
