package dev.muster.autoscaler;

import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.core.NodeKey;
import java.util.HashMap;
import java.util.Map;

/** Gives new node keys. A number is never given twice, even where two types share a slug or a node is there that the ledger does not know. */
final class NodeKeyAllocator {
    private final Map<String, Integer> nextOfSlug = new HashMap<>();
    private final Map<String, Integer> given = new HashMap<>();
    private final Ledger ledger;

    NodeKeyAllocator(SortedSnapshot world) {
        this.ledger = world.snapshot.ledger();
        for (TypeLimits type : world.snapshot.limits().types().values()) {
            nextOfSlug.merge(type.slug(), ledger.of(type.type()).nextNumber(), Math::max);
        }
        for (NodeView node : world.nodes) {
            if (!node.key().isHead()) {
                String key = node.key().value();
                nextOfSlug.merge(
                        key.substring(0, key.lastIndexOf('-')), node.key().number() + 1, Math::max);
            }
        }
    }

    NodeKey next(TypeLimits type) {
        int number = nextOfSlug.merge(type.slug(), 2, (next, unused) -> next + 1) - 1;
        given.put(type.type(), number + 1);
        return NodeKey.worker(type.slug(), number);
    }

    Ledger ledger() {
        Ledger result = ledger;
        for (Map.Entry<String, Integer> entry : given.entrySet()) {
            result = result.with(entry.getKey(), ledger.of(entry.getKey()).withNextNumber(entry.getValue()));
        }
        return result;
    }
}
