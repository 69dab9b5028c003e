package dev.muster.head.port;

import dev.muster.core.Machine;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.status.StatusView.PoolHost;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the nodes of one config come from.
 *
 * @param folders a node's own folder on its machine, where hosts have roots of their own; empty where it is under the head's root
 * @param upkeep of the pool
 * @param pool the machines that exist, for the status; answers from memory, at once; empty where the provider has no pool
 */
public record ClusterSite(
        NodeProvider provider,
        NodeSetUp setUp,
        Supplier<List<PoolHost>> pool,
        Function<Machine, Optional<String>> folders,
        PoolMaintenance upkeep) {
    public ClusterSite(
            NodeProvider provider,
            NodeSetUp setUp,
            Supplier<List<PoolHost>> pool,
            Function<Machine, Optional<String>> folders) {
        this(provider, setUp, pool, folders, PoolMaintenance.NONE);
    }

    /** Every node's folder is where the head's root says. */
    public ClusterSite(NodeProvider provider, NodeSetUp setUp, Supplier<List<PoolHost>> pool) {
        this(provider, setUp, pool, _ -> Optional.empty());
    }

    public static ClusterSite withoutPool(NodeProvider provider, NodeSetUp setUp) {
        return new ClusterSite(provider, setUp, List::of);
    }
}
