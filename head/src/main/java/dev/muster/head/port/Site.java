package dev.muster.head.port;

import dev.muster.core.port.NodeProvider;
import dev.muster.core.status.StatusView.PoolHost;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the nodes of one config come from.
 *
 * @param pool the machines that exist, for the status; answers from memory, at once; empty where the provider has no pool
 */
public record Site(NodeProvider provider, NodeSetUp setUp, Supplier<List<PoolHost>> pool) {
    public static Site withoutPool(NodeProvider provider, NodeSetUp setUp) {
        return new Site(provider, setUp, List::of);
    }
}
