package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.placement.AffinityLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many equal requests a node may hold. Ray Serve limits its replicas so: each takes a share of an implicit resource, of which every node has
 * one. Here each node has as many slots instead, and a request has a slot's number as its anti-affinity.
 *
 * @param perNode from 1 to {@link #MAX}
 */
record NodeLimit(String resource, int perNode) {
    /** Requests with a smaller share are not limited. */
    static final int MAX = 100;

    private static final double ROUNDING = 1e-6;

    /** Returns the limit of a request; empty if it has none. */
    static Optional<NodeLimit> of(Map<String, Double> amounts) {
        return amounts.entrySet().stream()
                .filter(amount -> amount.getKey().startsWith(InternalResources.IMPLICIT))
                .filter(amount -> amount.getValue() <= 1 && amount.getValue() >= 1.0 / MAX)
                .min(Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(amount -> new NodeLimit(amount.getKey(), (int) (1 / amount.getValue() + ROUNDING)));
    }

    /** @param slot counted from 0 */
    AffinityLabel slot(int slot) {
        return new AffinityLabel(HostText.line(resource) + "/" + perNode + "/" + slot, "");
    }

    /** Returns how many of {@code count} requests go into a slot. */
    long share(long count, int slot) {
        return count / perNode + (slot < count % perNode ? 1 : 0);
    }

    /** Returns the labels of the slots that are taken on a node. */
    List<AffinityLabel> taken(Map<String, Double> available) {
        double used = 1 - available.getOrDefault(resource, 1.0);
        List<AffinityLabel> taken = new ArrayList<>();
        for (int slot = 0; slot < perNode && slot < used * perNode - ROUNDING; slot++) {
            taken.add(slot(slot));
        }
        return taken;
    }
}
