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
 * What became of workers that were to go, by host. The head calls a worker gone only after it has looked at its host: its processes have ended, its folder is
 * not there any more.
 */
final class LeavingWorkers {
    private static final List<String> CHECKED_BY_HEAD = List.of("processes", "folders");

    private LeavingWorkers() {}

    /**
     * @param before the status when they were told to go: later it may not know their hosts any more
     * @param after the status at the end
     */
    static List<HostCheck> checks(WorkersGone departure, StatusView before, StatusView after) {
        Map<String, List<NodeStatus>> byHost = new TreeMap<>();
        before.nodes().stream()
                .filter(node -> departure.going().contains(node.name()))
                .filter(node -> !node.host().isEmpty())
                .forEach(node -> byHost.computeIfAbsent(node.host(), _ -> new ArrayList<>())
                        .add(node));
        List<NodeStatus> there =
                after.nodes().stream().filter(departure::isThere).toList();
        return byHost.entrySet().stream()
                .map(entry -> check(entry.getKey(), entry.getValue(), there))
                .toList();
    }

    private static HostCheck check(String host, List<NodeStatus> went, List<NodeStatus> there) {
        List<String> keys = went.stream().map(node -> node.name().value()).toList();
        List<NodeStatus> left = there.stream()
                .filter(node -> keys.contains(node.name().value()))
                .toList();
        if (left.isEmpty()) {
            return new HostCheck(host, keys, Result.CLEAN, CHECKED_BY_HEAD, List.of(), "");
        }
        if (left.stream().allMatch(WorkersGone::isOutOfReach)) {
            String why = left.getFirst().lastError() + "; the head goes on trying to reach it";
            return new HostCheck(host, keys, Result.UNREACHABLE, List.of(), List.of(), why);
        }
        List<String> lines = left.stream()
                .map(node -> node.name() + ": " + node.state().wireName() + ", " + node.reason())
                .toList();
        return new HostCheck(host, keys, Result.LEFTOVERS, CHECKED_BY_HEAD, lines, "");
    }
}
