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
 * What a cluster left on a host goes, in two stages: first every host's processes, then folders, the head's way in, and the lease. Homes may be shared, so
 * nothing is cleared while a process of the cluster may still write there.
 *
 * @param clusterId empty where nobody knows it any more: then each host's lease tells
 * @param formerHead whose leases are meant then; empty: any head's
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

    /** The head's line in {@code authorized_keys}: it stays where hosts that stay share the home. */
    public enum WayIn {
        GOES,
        STAYS
    }

    /**
     * A host that leaves a cluster which goes on: what was made for other hosts stays, also where they share its folders.
     *
     * @param name as the cluster's file named it
     */
    public record OneHost(String name, WayIn wayIn) {}

    public enum Stage {
        END,
        CLEAR
    }

    /**
     * Everything of the cluster goes, as on all its hosts.
     *
     * @return what is still there, one line each
     */
    public List<String> run(RemoteHost host, Stage stage) throws InterruptedException {
        return run(host, stage, new OneHost("", WayIn.GOES));
    }

    /** @return what is still there, one line each */
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
                Map.entry("way_in", leaving.wayIn() == WayIn.GOES ? "goes" : "stays"));
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

    /** What comes after the cluster's id: sentences, for operators. */
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
