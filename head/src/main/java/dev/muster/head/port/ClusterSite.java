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
 * @param pool returns the hosts of the pool, for the status; answers from memory, at once; empty if the provider has no pool
 * @param folders returns a node's folder on its machine; empty if it is below the head's root
 * @param maintenance the regular work on the hosts of the pool
 */
public record ClusterSite(
        NodeProvider provider,
        NodeSetUp setUp,
        Supplier<List<PoolHost>> pool,
        Function<Machine, Optional<String>> folders,
        PoolMaintenance maintenance) {
    /** A site whose hosts need no maintenance. */
    public ClusterSite(
            NodeProvider provider,
            NodeSetUp setUp,
            Supplier<List<PoolHost>> pool,
            Function<Machine, Optional<String>> folders) {
        this(provider, setUp, pool, folders, PoolMaintenance.NONE);
    }

    /** A site where every node's folder is below the head's root. */
    public ClusterSite(NodeProvider provider, NodeSetUp setUp, Supplier<List<PoolHost>> pool) {
        this(provider, setUp, pool, _ -> Optional.empty());
    }

    public static ClusterSite withoutPool(NodeProvider provider, NodeSetUp setUp) {
        return new ClusterSite(provider, setUp, List::of);
    }

    public ClusterSite withProvider(NodeProvider other) {
        return new ClusterSite(other, setUp, pool, folders, maintenance);
    }
}
