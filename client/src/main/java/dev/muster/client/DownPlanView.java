package dev.muster.client;

import java.util.List;

/**
 * What {@code down} will end.
 *
 * @param isUp whether there is such a cluster at all
 * @param nodes what is there and goes
 * @param notes worth knowing: "cpu-3 is busy: it is drained first", "the head does not answer"
 */
public record DownPlanView(String cluster, boolean isUp, List<NodeLine> nodes, List<String> notes) {
    public DownPlanView {
        nodes = List.copyOf(nodes);
        notes = List.copyOf(notes);
    }

    /** Up where a node goes. */
    public DownPlanView(String cluster, List<NodeLine> nodes, List<String> notes) {
        this(cluster, !nodes.isEmpty(), nodes, notes);
    }

    /** Returns whether this ends nothing that the other plan does not name. */
    public boolean endsNoMoreThan(DownPlanView other) {
        return nodes.stream()
                .allMatch(line -> other.nodes.stream()
                        .anyMatch(known ->
                                known.node().equals(line.node()) && known.host().equals(line.host())));
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** @param state as people read it: a node's state, or "leftovers of a head that died" */
    public record NodeLine(String node, String host, String state) {}
}
