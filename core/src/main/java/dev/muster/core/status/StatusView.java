package dev.muster.core.status;

import dev.muster.core.ClusterState;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import java.util.List;

/** What {@code cluster status} shows; its JSON form is documented in {@code docs/json.md}. */
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
        List<String> notes) {
    public static final int SCHEMA_VERSION = 1;

    public StatusView {
        nodes = List.copyOf(nodes);
        types = List.copyOf(types);
        pool = List.copyOf(pool);
        demand = List.copyOf(demand);
        notes = List.copyOf(notes);
    }

    public record TypeStatus(String name, int min, int max, int ready, int starting, int failed) {}

    /** A machine of the pool: {@code free}, {@code used}, {@code held} by another cluster, {@code failed}, {@code unknown}. */
    public record PoolHost(String host, String type, String state, String heldBy) {}

    /** Asked for and not placed, with the reason. */
    public record UnmetDemand(Shape shape, int count, String reason) {}
}
