package dev.muster.client;

import java.util.List;
import java.util.Map;

/**
 * What {@code down} will stop.
 *
 * @param cluster the cluster's name
 * @param isUp whether the cluster exists
 * @param nodes the nodes that will be stopped
 * @param notes sentences for the operator that need no action
 */
public record DownPlanView(String cluster, boolean isUp, List<NodeLine> nodes, List<String> notes) {
    public DownPlanView {
        nodes = List.copyOf(nodes);
        notes = List.copyOf(notes);
    }

    /** Creates the view of a cluster that is up exactly if it has nodes to stop. */
    public DownPlanView(String cluster, List<NodeLine> nodes, List<String> notes) {
        this(cluster, !nodes.isEmpty(), nodes, notes);
    }

    /** Returns the same plan with other states of these nodes, by node key. */
    public DownPlanView withStates(Map<String, String> states) {
        List<NodeLine> lines = nodes.stream()
                .map(line -> new NodeLine(line.node(), line.host(), states.getOrDefault(line.node(), line.state())))
                .toList();
        return new DownPlanView(cluster, isUp, lines, notes);
    }

    /** Returns whether every node that this plan stops is also in the other plan. */
    public boolean endsNoMoreThan(DownPlanView other) {
        return nodes.stream()
                .allMatch(line -> other.nodes.stream()
                        .anyMatch(known ->
                                known.node().equals(line.node()) && known.host().equals(line.host())));
    }

    /** Returns whether nothing will be stopped. */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /**
     * One node that will be stopped.
     *
     * @param state for display: the node's state, or what is left of it
     */
    public record NodeLine(String node, String host, String state) {}
}
