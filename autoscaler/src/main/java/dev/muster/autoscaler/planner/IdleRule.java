package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Action.Drain;
import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.IdleLimit;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drains ready workers that were idle for the whole timeout, hold no demand, and are more than the minimum of their type. */
final class IdleRule {
    private IdleRule() {}

    /** @param needed nodes that hold demand */
    static List<Action> drains(SortedSnapshot sorted, RequiredRemovals removals, Set<NodeKey> needed) {
        Map<String, Integer> ready = new HashMap<>();
        List<NodeView> candidates = new ArrayList<>();
        for (NodeView node : sorted.nodes) {
            if (!node.key().isHead() && node.state() == NodeState.READY && !removals.mustGo(node.key())) {
                ready.merge(node.type(), 1, Integer::sum);
                if (!needed.contains(node.key()) && isIdleLongEnough(node, sorted)) {
                    candidates.add(node);
                }
            }
        }
        candidates.sort(
                Comparator.<NodeView, Instant>comparing(node -> node.idleSince().orElse(sorted.now))
                        .thenComparing(NodeView::key, Comparator.reverseOrder()));
        List<Action> drains = new ArrayList<>();
        for (NodeView node : candidates) {
            int min = sorted.limits(node.type()).map(TypeLimits::min).orElse(0);
            if (ready.getOrDefault(node.type(), 0) > min) {
                ready.merge(node.type(), -1, Integer::sum);
                drains.add(new Drain(node.key(), reason(node, sorted)));
            }
        }
        return drains;
    }

    private static boolean isIdleLongEnough(NodeView node, SortedSnapshot sorted) {
        return node.idleSince().isPresent()
                && !idleFor(node, sorted)
                        .minus(IdleLimit.of(node.type(), sorted.snapshot))
                        .isNegative();
    }

    static Duration idleFor(NodeView node, SortedSnapshot sorted) {
        return node.idleSince()
                .map(since -> Duration.between(since, sorted.now))
                .orElse(Duration.ZERO);
    }

    private static Reason reason(NodeView node, SortedSnapshot sorted) {
        Duration limit = IdleLimit.of(node.type(), sorted.snapshot);
        Optional<String> because = sorted.limits(node.type())
                .filter(limits -> limit.compareTo(limits.idleTimeout()) > 0)
                .map(limits -> " (idle timeout is " + ReadableNumbers.brief(limits.idleTimeout())
                        + ", but it takes longer to start)");
        return new Reason(
                Code.IDLE,
                "idle for " + ReadableNumbers.exact(idleFor(node, sorted)) + ", limit " + ReadableNumbers.brief(limit)
                        + because.orElse(""));
    }
}
