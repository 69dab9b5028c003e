package dev.muster.core.failure;

import java.util.List;

/** A host was not reached, refused us, went away, or a step on it failed. */
public final class RemoteFailure extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final boolean retryable;
    private final transient List<String> lastLines;

    /** @param lastLines the last lines of output, secrets masked; empty where there was none */
    public RemoteFailure(String host, String message, String hint, boolean retryable, List<String> lastLines) {
        super(message, hint, null);
        this.host = host;
        this.retryable = retryable;
        this.lastLines = List.copyOf(lastLines);
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

    @Override
    public int exitCode() {
        return 4;
    }
}
