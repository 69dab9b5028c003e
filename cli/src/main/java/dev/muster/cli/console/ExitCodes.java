package dev.muster.cli.console;

import dev.muster.client.CheckReport;
import dev.muster.client.DownReport;
import dev.muster.client.UpReport;
import dev.muster.core.status.HostCheck;

/** The exit codes of the {@code cluster} process. A failure has its own: {@link dev.muster.core.failure.ClusterException#exitCode}. */
public final class ExitCodes {
    public static final int DONE = 0;
    /** The engine of the cluster refused, or does not answer. */
    public static final int ENGINE = 1;

    public static final int USAGE = 2;
    public static final int REMOTE = 4;
    public static final int SOME_FAILED = 5;
    public static final int BUG = 70;
    public static final int INTERRUPTED = 130;
    /** Standard output was closed, as with {@code | head}: 128 and the number of SIGPIPE. */
    public static final int OUTPUT_CLOSED = 141;
    /** For {@code exec}, {@code submit} and {@code attach}: a node was unreachable, or the connection was lost. */
    public static final int UNREACHABLE = 255;

    private ExitCodes() {}

    public static int exitCode(UpReport report) {
        return switch (report.outcome()) {
            case DONE -> DONE;
            case SOME_FAILED -> SOME_FAILED;
            case TOO_FEW -> REMOTE;
        };
    }

    /** Warnings do not change the exit code. A script that needs them reads the JSON output. */
    public static int exitCode(CheckReport report) {
        return switch (report.outcome()) {
            case FINE -> DONE;
            case SOME_HOSTS -> SOME_FAILED;
            case NO_CLUSTER -> REMOTE;
        };
    }

    /** An unreachable host can be cleaned by running {@code down} again; leftovers on a reachable host need the operator. */
    public static int exitCode(DownReport report) {
        if (report.isClean()) {
            return DONE;
        }
        boolean hasLeftovers = report.hosts().stream().anyMatch(host -> host.result() == HostCheck.Result.LEFTOVERS);
        return hasLeftovers ? REMOTE : SOME_FAILED;
    }
}
