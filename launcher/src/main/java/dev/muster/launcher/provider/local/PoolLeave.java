package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
import dev.muster.launcher.bootstrap.BootstrapScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes what a cluster left on a host, in two stages: first the processes of every host, then folders, the head's authorized_keys line and the
 * lease. Hosts may share a home folder, so nothing is removed while a process of the cluster may still write there.
 *
 * @param clusterId the cluster; empty if nobody knows it any more, and then each host's lease decides
 * @param formerHead the head whose leases count then; empty for any head
 * @param patience how long processes may take to end before they are killed
 */
public record PoolLeave(
        String cluster,
        Optional<ClusterId> clusterId,
        Optional<String> formerHead,
        Optional<String> stateDir,
        Duration patience,
        boolean keepCache) {
    private static final String ID = "id";
    private static final int MOST_LINES = 1000;
    private static final KeyValueText ANSWER = new KeyValueText("muster-leave 1", MOST_LINES, 4096, ID::equals);

    /** What happens to the head's line in {@code authorized_keys}. It is kept if hosts that stay in the cluster share the home folder. */
    public enum HeadKey {
        /** The line is removed. */
        REMOVED,
        /** The line stays. */
        KEPT
    }

    /**
     * Represents a host that leaves a cluster which continues. What was made for other hosts stays, even in folders that they share.
     *
     * @param name its name in the config
     */
    public record OneHost(String name, HeadKey headKey) {}

    /** The two stages: end the processes, then remove the files. */
    public enum Stage {
        END,
        CLEAR
    }

    /**
     * Removes everything of the cluster from the host. Throws a retryable {@link RemoteFailure} if the host did not answer.
     *
     * @return what is still there, one line each
     */
    public List<String> run(RemoteHost host, Stage stage) throws InterruptedException {
        return run(host, stage, new OneHost("", HeadKey.REMOVED));
    }

    /**
     * Removes what was made for one host.
     *
     * @return what is still there, one line each
     */
    public List<String> run(RemoteHost host, Stage stage, OneHost leaving) throws InterruptedException {
        Map<String, String> variables = Map.ofEntries(
                Map.entry("root", stateDir.orElse("")),
                Map.entry("cluster", cluster),
                Map.entry("cluster_id", clusterId.map(ClusterId::value).orElse("")),
                Map.entry("head", formerHead.orElse("")),
                Map.entry("stage", stage == Stage.END ? "end" : "clear"),
                Map.entry("patience", Long.toString(patience.toMillis() / 100)),
                Map.entry("keep", keepCache ? "yes" : "no"),
                Map.entry("host", leaving.name()),
                Map.entry("head_key", leaving.headKey() == HeadKey.REMOVED ? "remove" : "keep"));
        String script = ShellScript.of(BootstrapScript.LEAVE_POOL, variables).text();
        RunResult result = host.run(RemoteCommand.of(script).withDeadline(patience.plusSeconds(60)));
        if (ANSWER.parse(result.out()).orElse(List.of()).isEmpty()) {
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": the shell did not answer",
                    "",
                    true,
                    result.err().lines().toList());
        }
        return leftovers(result.out());
    }

    /** Returns the lines after the cluster's id: sentences for operators. */
    private static List<String> leftovers(String out) {
        return out.lines()
                .dropWhile(line -> !line.equals(ANSWER.firstLine()))
                .dropWhile(line -> !line.startsWith(ID + "="))
                .skip(1)
                .limit(MOST_LINES)
                .map(HostText::line)
                .toList();
    }
}
