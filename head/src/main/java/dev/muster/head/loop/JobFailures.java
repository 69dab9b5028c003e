package dev.muster.head.loop;

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

/** Turns what work in the background threw into words for the journal. */
final class JobFailures {
    private static final Logger LOG = LoggerFactory.getLogger(JobFailures.class);
    private static final int LINES = 5;

    JobResult told(String name, NodeJob stage, Exception failure) {
        if (failure instanceof InterruptedException || failure.getCause() instanceof InterruptedException) {
            return new JobResult.Interrupted();
        }
        if (failure instanceof HostUnfit unfit) {
            return new JobResult.Failed(withLines(unfit.failure()), false, JobResult.Fault.HOST);
        }
        if (failure instanceof ClusterException known) {
            return told(known);
        }
        LOG.error("{} of {} failed: internal error", stage, name, failure);
        return new JobResult.Failed("internal error, see the head's log: " + failure, false);
    }

    private static JobResult told(ClusterException failure) {
        return switch (failure) {
            case ProviderFailure provider -> new JobResult.Failed(withHint(provider), provider.retryable());
            case RemoteFailure remote -> new JobResult.Failed(withLines(remote), remote.retryable());
            case UserError wrong -> new JobResult.Failed(withHint(wrong), false);
            case NoCluster gone -> new JobResult.Failed(withHint(gone), true);
            case Bug bug -> new JobResult.Failed(bug.text(), false);
        };
    }

    private static String withHint(ClusterException failure) {
        return failure.hint().isEmpty() ? failure.text() : failure.text() + " (" + failure.hint() + ")";
    }

    /** The last lines without the one that the text quotes already. Where a host said nothing, what to do is all that there is to add. */
    private static String withLines(RemoteFailure failure) {
        if (failure.lastLines().isEmpty()) {
            return withHint(failure);
        }
        String quoted = failure.where() instanceof RemoteFailure.Where.Step step ? step.said() : "";
        List<String> lines = failure.lastLines().stream()
                .filter(line -> !line.strip().equals(quoted))
                .toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        return last.isEmpty() ? failure.text() : failure.text() + "\n" + last;
    }
}
