package dev.muster.launcher.onprem;

import dev.muster.core.ClusterId;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bootstrap.Scripts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster left on a host goes, in two stages: first every host's processes, then folders, the head's way in, and the lease. Homes may be shared, so
 * nothing is cleared while a process of the cluster may still write there.
 *
 * @param clusterId empty where nobody knows it any more: then each host's lease tells
 */
public record PoolLeave(
        String cluster,
        Optional<ClusterId> clusterId,
        Optional<String> stateDir,
        Duration patience,
        boolean keepCache) {
    public enum Stage {
        END,
        CLEAR
    }

    /** @return what is still there, one line each */
    public List<String> run(RemoteHost host, Stage stage) throws InterruptedException {
        Map<String, String> variables = Map.of(
                "root",
                stateDir.orElse(""),
                "cluster",
                cluster,
                "cluster_id",
                clusterId.map(ClusterId::value).orElse(""),
                "stage",
                stage == Stage.END ? "end" : "clear",
                "patience",
                Long.toString(patience.toMillis() / 100),
                "keep",
                keepCache ? "yes" : "no");
        String script = Scripts.read("root.sh", variables)
                + Scripts.read("authorized-keys.sh", Map.of())
                + Scripts.read("leave-pool.sh", Map.of());
        RunResult result = host.run(RemoteCommand.of(script).withDeadline(patience.plusSeconds(60)));
        List<String> lines = result.out().lines().toList();
        int first = lines.stream().map(line -> line.startsWith("id=")).toList().indexOf(true);
        if (first < 0) {
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": the shell did not answer",
                    "",
                    true,
                    result.err().lines().toList());
        }
        return lines.subList(first + 1, lines.size());
    }
}
