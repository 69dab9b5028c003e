package dev.muster.client.down;

import dev.muster.core.status.HostCheck;
import dev.muster.core.status.HostCheck.Result;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the head's status into the checks of the hosts whose workers were stopped. The head reports a worker as gone only after it has checked that no
 * process and no folder of it is left.
 */
final class StoppedWorkerChecks {
    private static final List<String> CHECKED_BY_HEAD = List.of("processes", "folders");

    private StoppedWorkerChecks() {}

    /**
     * Returns one check for each host.
     *
     * @param before the status before the stop, since the later status may not have the workers' hosts
     * @param after the status at the end
     */
    static List<HostCheck> checks(StoppingWorkers workers, StatusView before, StatusView after) {
        Map<String, List<NodeStatus>> byHost = new TreeMap<>();
        before.nodes().stream()
                .filter(node -> workers.keys().contains(node.name()))
                .filter(node -> !node.host().isEmpty())
                .forEach(node -> byHost.computeIfAbsent(node.host(), _ -> new ArrayList<>())
                        .add(node));
        List<NodeStatus> remaining =
                after.nodes().stream().filter(workers::isLeft).toList();
        return byHost.entrySet().stream()
                .map(entry -> check(entry.getKey(), entry.getValue(), remaining))
                .toList();
    }

    private static HostCheck check(String host, List<NodeStatus> stopped, List<NodeStatus> remaining) {
        List<String> keys = stopped.stream().map(node -> node.name().value()).toList();
        List<NodeStatus> left = remaining.stream()
                .filter(node -> keys.contains(node.name().value()))
                .toList();
        if (left.isEmpty()) {
            return new HostCheck(host, keys, Result.CLEAN, CHECKED_BY_HEAD, List.of(), "");
        }
        if (left.stream().allMatch(StoppingWorkers::isOutOfReach)) {
            String why = left.getFirst().lastError() + "; the head keeps trying to reach it";
            return new HostCheck(host, keys, Result.UNREACHABLE, List.of(), List.of(), why);
        }
        List<String> lines = left.stream()
                .map(node -> node.name() + ": " + node.state().wireName() + ", " + node.reason())
                .toList();
        return new HostCheck(host, keys, Result.LEFTOVERS, CHECKED_BY_HEAD, lines, "");
    }
}
