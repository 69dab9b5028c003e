package dev.muster.core.status;

import dev.muster.core.ClusterState;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The status of a cluster, as {@code cluster status} shows it. {@code docs/json.md} documents its JSON form.
 *
 * @param engine the name of the engine; empty before the first config is applied
 * @param engineView what the head knows of the engine; empty if nothing but the daemon runs on the nodes
 */
public record StatusView(
        String cluster,
        String clusterId,
        ClusterState state,
        String provider,
        String engine,
        String head,
        List<NodeStatus> nodes,
        List<TypeStatus> types,
        List<PoolHost> pool,
        Resources total,
        Resources available,
        List<UnmetDemand> demand,
        Optional<EngineStatusView> engineView,
        List<String> notes) {
    public static final int SCHEMA_VERSION = 1;

    public StatusView {
        nodes = List.copyOf(nodes);
        types = List.copyOf(types);
        pool = List.copyOf(pool);
        demand = List.copyOf(demand);
        notes = List.copyOf(notes);
    }

    /** The status of a cluster without an engine. */
    public StatusView(
            String cluster,
            String clusterId,
            ClusterState state,
            String provider,
            String engine,
            String head,
            List<NodeStatus> nodes,
            List<TypeStatus> types,
            List<PoolHost> pool,
            Resources total,
            Resources available,
            List<UnmetDemand> demand,
            List<String> notes) {
        this(
                cluster,
                clusterId,
                state,
                provider,
                engine,
                head,
                nodes,
                types,
                pool,
                total,
                available,
                demand,
                Optional.empty(),
                notes);
    }

    public StatusView withEngineView(EngineStatusView newView) {
        return new StatusView(
                cluster,
                clusterId,
                state,
                provider,
                engine,
                head,
                nodes,
                types,
                pool,
                total,
                available,
                demand,
                Optional.of(newView),
                notes);
    }

    /** The limits of a node type, and how many of its nodes are in which state. */
    public record TypeStatus(String name, int min, int max, int ready, int starting, int failed) {}

    /**
     * A host of the pool.
     *
     * @param heldBy this cluster, or the one that holds the host; why it cannot be used where it failed; empty otherwise
     */
    public record PoolHost(String host, String type, PoolHostState state, String heldBy) {}

    /** Demand that no node holds, and why. */
    public record UnmetDemand(Shape shape, int count, String reason) {}
}
