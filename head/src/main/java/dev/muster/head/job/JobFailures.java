package dev.muster.head.job;

import dev.muster.core.failure.Bug;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.HostUnfit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an exception of a background job into a result whose text the journal can show. */
final class JobFailures {
    private static final Logger LOG = LoggerFactory.getLogger(JobFailures.class);
    private static final int MAX_LINES = 5;

    private JobFailures() {}

    /** The result of a job whose end nobody has seen. */
    static JobResult unfinished() {
        return new JobResult.Failed("internal error: the job ended without a result", false);
    }

    /** An error ends one job. The others, and the control loop, go on. */
    static JobResult toResult(String name, JobKind kind, Error failure) {
        LOG.error("job {} of {} failed: internal error", kind, name, failure);
        return new JobResult.Failed("internal error, see the head's log: " + failure, false);
    }

    static JobResult toResult(String name, JobKind kind, Exception failure) {
        if (failure instanceof InterruptedException || failure.getCause() instanceof InterruptedException) {
            return new JobResult.Interrupted();
        }
        if (failure instanceof HostUnfit unfit) {
            return new JobResult.Failed(withLastLines(unfit.failure()), false, JobResult.Fault.HOST);
        }
        if (failure instanceof ClusterException known) {
            return toResult(known);
        }
        LOG.error("job {} of {} failed: internal error", kind, name, failure);
        return new JobResult.Failed("internal error, see the head's log: " + failure, false);
    }

    private static JobResult toResult(ClusterException failure) {
        return switch (failure) {
            case ProviderFailure provider -> new JobResult.Failed(withHint(provider), provider.retryable());
            case RemoteFailure remote -> new JobResult.Failed(withLastLines(remote), remote.retryable());
            case UserError wrong -> new JobResult.Failed(withHint(wrong), false);
            case NoCluster gone -> new JobResult.Failed(withHint(gone), true);
            case Bug bug -> new JobResult.Failed(bug.text(), false);
        };
    }

    private static String withHint(ClusterException failure) {
        return failure.hint().isEmpty() ? failure.text() : failure.text() + " (" + failure.hint() + ")";
    }

    /**
     * Adds the last lines of the command's output, or the hint if there are none. A step's failure does not name its node, because whoever shows it does.
     */
    private static String withLastLines(RemoteFailure failure) {
        String text = failure.where() instanceof RemoteFailure.Where.Step step ? step.describe() : failure.text();
        if (failure.lastLines().isEmpty()) {
            return failure.hint().isEmpty() ? text : text + " (" + failure.hint() + ")";
        }
        List<String> lines = failure.lastLines();
        return text + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    }
}
