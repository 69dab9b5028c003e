package dev.muster.core.failure;

import dev.muster.core.HostText;
import java.util.List;

/** A host was unreachable, refused the login, went away, or a step on it failed. Exit code 4. */
public final class RemoteFailure extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final boolean retryable;
    private final transient List<String> lastLines;
    private final transient Where where;

    /** Where it failed. Code that depends on this uses the type, never the message. */
    public sealed interface Where {
        /** The host refused the keys. */
        record Login() implements Where {}

        /** Another cluster has the host. @param holder that cluster, its owner, its head and since when; clipped */
        record Held(String holder) implements Where {}

        /**
         * A step failed.
         *
         * @param said the most telling line of its output; empty if there was none
         * @param part the part of the step that failed, such as {@code command 2 of 3: pip install numpy}; empty if it has only one
         */
        record Step(String id, int exitCode, String said, String part) implements Where {
            public Step {
                said = HostText.line(said);
                part = HostText.line(part);
            }

            /** Returns the cause and the part that failed, for a reader who sees step and exit code elsewhere. */
            public String cause() {
                return (said.isEmpty() ? "it printed nothing" : said) + (part.isEmpty() ? "" : " (" + part + ")");
            }

            /** Returns what happened, without node and host. */
            public String describe() {
                return "'" + id + "' exited " + exitCode + ": " + cause();
            }
        }

        /** The connection failed, or a probe. */
        record Elsewhere() implements Where {}
    }

    /**
     * @param message names its host or node itself: whoever prints it adds neither
     * @param lastLines the last lines of output, bounded as {@link HostText} does; empty if there was none
     */
    public RemoteFailure(String host, String message, String hint, boolean retryable, List<String> lastLines) {
        this(host, message, hint, retryable, lastLines, new Where.Elsewhere());
    }

    public RemoteFailure(
            String host, String message, String hint, boolean retryable, List<String> lastLines, Where where) {
        super(HostText.text(message), HostText.text(hint), null);
        this.host = host;
        this.retryable = retryable;
        this.lastLines = HostText.lastLines(lastLines);
        this.where = where;
    }

    /** Creates a retryable failure of the network. */
    public static RemoteFailure unreachable(String host, String message) {
        return new RemoteFailure(
                host, message, "check that the machine is up and its SSH port is open", true, List.of());
    }

    public String host() {
        return host;
    }

    /** Whether repeating the operation can help. */
    public boolean retryable() {
        return retryable;
    }

    public List<String> lastLines() {
        return lastLines;
    }

    public Where where() {
        return where;
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
