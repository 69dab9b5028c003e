package dev.muster.ssh.connect;

import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.SshTarget;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/** Explains why an attempt to connect failed, and decides whether another attempt can succeed. */
final class SshFailures {
    private static final Pattern SETTLEMENT =
            Pattern.compile("settlement of ([A-Za-z0-9]{1,40}): \\[([^\\[\\]]{0,4000})] and \\[([^\\[\\]]{0,4000})]");

    private SshFailures() {}

    static RemoteFailure explain(SshTarget target, HostKeyCheck check, @Nullable Throwable cause) {
        Optional<RemoteFailure> explained = check.refusal().or(() -> ofMuster(cause));
        return explained.orElseGet(() -> explain(target, root(cause)));
    }

    private static Optional<RemoteFailure> ofMuster(@Nullable Throwable cause) {
        return cause instanceof RemoteFailure failure ? Optional.of(failure) : Optional.empty();
    }

    private static RemoteFailure explain(SshTarget target, @Nullable Throwable cause) {
        return switch (cause) {
            case UnknownHostException e ->
                permanent(
                        target,
                        "no such host name: " + target.address(),
                        "check its spelling: getent hosts " + Shell.quote(target.address()));
            case OpenFailException e
            when e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED ->
                permanent(
                        target,
                        "its jump host" + lastJump(target) + " forbids forwarding",
                        "set AllowTcpForwarding in its sshd_config");
            case ConnectException e -> unreachable(target, e);
            case SSHException e
            when isNoCommonAlgorithm(e) ->
                permanent(
                        target,
                        noCommonAlgorithm(e.getMessage()),
                        "allow one of the first list in its sshd_config; to see what ssh does: ssh -v "
                                + Shell.quote(target.address()));
            case SSHException e
            when e.getDisconnectReason() == DisconnectReason.PROTOCOL_VERSION_NOT_SUPPORTED ->
                permanent(target, "the answer is not from an SSH server", "check the port");
            case SSHException e
            when isTooManyKeys(e) ->
                permanent(
                        target,
                        "the host closed the connection after too many keys",
                        "set ssh_private_key, or IdentitiesOnly in ~/.ssh/config");
            case null, default -> unreachable(target, cause);
        };
    }

    private static boolean isNoCommonAlgorithm(SSHException e) {
        String message = e.getMessage();
        return e.getDisconnectReason() == DisconnectReason.KEY_EXCHANGE_FAILED
                || message != null && SETTLEMENT.matcher(message).find();
    }

    /** Names both lists. The message of sshj contains them. */
    private static String noCommonAlgorithm(@Nullable String message) {
        Matcher lists = SETTLEMENT.matcher(message == null ? "" : message);
        return lists.find()
                ? "no common algorithm (" + lists.group(1) + "): Muster offers "
                        + lists.group(2).split(", ext-info-c", 2)[0] + "; the host offers "
                        + lists.group(3)
                : "no common cipher or key exchange: " + message;
    }

    private static String lastJump(SshTarget target) {
        return target.route() instanceof SshTarget.Route.Jumps(List<SshTarget> hosts) ? " " + hosts.getLast() : "";
    }

    private static boolean isTooManyKeys(SSHException e) {
        String message = e.getMessage();
        return e.getDisconnectReason() == DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE
                || message != null && message.contains("Too many authentication failures");
    }

    private static RemoteFailure permanent(SshTarget target, String what, String hint) {
        return new RemoteFailure(target.name(), target.label() + ": " + what, hint, false, List.of());
    }

    private static RemoteFailure unreachable(SshTarget target, @Nullable Throwable cause) {
        boolean isCommand = target.route() instanceof SshTarget.Route.Command;
        String prefix = isCommand ? "its proxy command did not connect: " : "";
        return RemoteFailure.unreachable(target.name(), target.label() + ": " + prefix + reason(cause));
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "failed";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /** Returns the innermost cause, because sshj wraps the exception that explains the failure. */
    private static @Nullable Throwable root(@Nullable Throwable cause) {
        Throwable inner = cause;
        while (inner != null && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
