package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.core.NodeKey;
import java.util.HashMap;
import java.util.Map;

/** Allocates new node keys. No number is used twice, even if two types share a slug or the ledger does not know a node. */
final class NodeKeyAllocator {
    private final Map<String, Integer> nextBySlug = new HashMap<>();
    private final Map<String, Integer> nextByType = new HashMap<>();
    private final Ledger ledger;

    NodeKeyAllocator(SortedSnapshot sorted) {
        this.ledger = sorted.snapshot.ledger();
        for (TypeLimits type : sorted.snapshot.limits().types().values()) {
            nextBySlug.merge(type.slug(), ledger.of(type.type()).nextNumber(), Math::max);
        }
        for (NodeView node : sorted.nodes) {
            if (!node.key().isHead()) {
                String key = node.key().value();
                nextBySlug.merge(
                        key.substring(0, key.lastIndexOf('-')), node.key().number() + 1, Math::max);
            }
        }
    }

    NodeKey next(TypeLimits type) {
        int number = nextBySlug.merge(type.slug(), 2, (next, unused) -> next + 1) - 1;
        nextByType.put(type.type(), number + 1);
        return NodeKey.worker(type.slug(), number);
    }

    Ledger ledger() {
        Ledger result = ledger;
        for (Map.Entry<String, Integer> entry : nextByType.entrySet()) {
            result = result.with(entry.getKey(), ledger.of(entry.getKey()).withNextNumber(entry.getValue()));
        }
        return result;
    }
}
