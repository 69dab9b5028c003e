package dev.muster.autoscaler;

import dev.muster.autoscaler.Action.Drain;
import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Limits.TypeLimits;
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

/** Which ready workers go because they were idle for the whole timeout, hold no demand, and are more than the minimum. */
final class IdleRule {
    private IdleRule() {}

    /** @param needed nodes that demand was put on */
    static List<Action> drains(SortedSnapshot world, RequiredRemovals departures, Set<NodeKey> needed) {
        Map<String, Integer> ready = new HashMap<>();
        List<NodeView> candidates = new ArrayList<>();
        for (NodeView node : world.nodes) {
            if (!node.key().isHead() && node.state() == NodeState.READY && !departures.mustGo(node.key())) {
                ready.merge(node.type(), 1, Integer::sum);
                if (!needed.contains(node.key()) && isIdleLongEnough(node, world)) {
                    candidates.add(node);
                }
            }
        }
        candidates.sort(
                Comparator.<NodeView, Instant>comparing(node -> node.idleSince().orElse(world.now))
                        .thenComparing(NodeView::key, Comparator.reverseOrder()));
        List<Action> drains = new ArrayList<>();
        for (NodeView node : candidates) {
            int min = world.limits(node.type()).map(TypeLimits::min).orElse(0);
            if (ready.getOrDefault(node.type(), 0) > min) {
                ready.merge(node.type(), -1, Integer::sum);
                drains.add(new Drain(node.key(), reason(node, world)));
            }
        }
        return drains;
    }

    private static boolean isIdleLongEnough(NodeView node, SortedSnapshot world) {
        return node.idleSince().isPresent()
                && !idleFor(node, world)
                        .minus(IdleLimit.of(node.type(), world.snapshot))
                        .isNegative();
    }

    static Duration idleFor(NodeView node, SortedSnapshot world) {
        return node.idleSince().map(since -> Duration.between(since, world.now)).orElse(Duration.ZERO);
    }

    private static Reason reason(NodeView node, SortedSnapshot world) {
        Duration limit = IdleLimit.of(node.type(), world.snapshot);
        Optional<String> because = world.limits(node.type())
                .filter(limits -> limit.compareTo(limits.idleTimeout()) > 0)
                .map(limits -> " (its timeout is " + ReadableNumbers.brief(limits.idleTimeout())
                        + ", but it takes longer to boot)");
        return new Reason(
                Code.IDLE,
                "idle for " + ReadableNumbers.exact(idleFor(node, world)) + ", limit " + ReadableNumbers.brief(limit)
                        + because.orElse(""));
    }
}
