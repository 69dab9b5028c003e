package dev.muster.core.failure;

import dev.muster.core.HostText;
import java.util.List;

/** A host was not reached, refused us, went away, or a step on it failed. */
public final class RemoteFailure extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final boolean retryable;
    private final transient List<String> lastLines;
    private final transient Where where;

    /** Where it failed, for whoever decides by that. */
    public sealed interface Where {
        /** Its keys were refused. */
        record Login() implements Where {}

        /** @param said the line of its output that says most; empty where it printed nothing */
        record Step(String id, int exitCode, String said) implements Where {}

        /** On the way to it, in a first look, or on the way back. */
        record Elsewhere() implements Where {}
    }

    /** @param lastLines the last lines of output, kept as {@link HostText} bounds them; empty where there was none */
    public RemoteFailure(String host, String message, String hint, boolean retryable, List<String> lastLines) {
        this(host, message, hint, retryable, lastLines, new Where.Elsewhere());
    }

    public RemoteFailure(
            String host, String message, String hint, boolean retryable, List<String> lastLines, Where where) {
        super(HostText.text(message), hint, null);
        this.host = host;
        this.retryable = retryable;
        this.lastLines = HostText.lastLines(lastLines);
        this.where = where;
    }

    /** The network's fault: a repeat can help. */
    public static RemoteFailure unreachable(String host, String message) {
        return new RemoteFailure(host, message, "is the machine up, and its SSH port open?", true, List.of());
    }

    public String host() {
        return host;
    }

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
