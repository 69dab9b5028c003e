package dev.muster.client;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code up} will do. {@code --dry-run} prints it.
 *
 * @param cluster the cluster's name
 * @param provider the provider's type
 * @param engine the engine that runs on the nodes
 * @param engineReason why this engine was chosen, for display
 * @param nodes every node, the head first
 * @param changes changes of the config that concern no single node, such as limits; one sentence each
 * @param notes sentences for the operator that need no action
 */
public record UpPlanView(
        String cluster,
        String provider,
        String engine,
        String engineReason,
        List<NodeLine> nodes,
        List<String> changes,
        List<String> notes) {
    public UpPlanView {
        nodes = List.copyOf(nodes);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** Returns whether there is nothing to do: every node is kept and the config has not changed. */
    public boolean isEmpty() {
        return changes.isEmpty() && nodes.stream().allMatch(line -> line.action() == Action.KEEP);
    }

    /** Returns the same plan with one more note. */
    public UpPlanView withNote(String note) {
        List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new UpPlanView(cluster, provider, engine, engineReason, nodes, changes, more);
    }

    /**
     * Returns the first action or change of this plan that the other plan does not have, or empty if there is none. Workers that are created or kept
     * do not count, because the head launches and removes workers by demand at any time.
     */
    public Optional<String> firstUnplannedChange(UpPlanView other) {
        Stream<String> unplanned = Stream.concat(
                nodes.stream()
                        .filter(line -> line.action() != Action.KEEP)
                        .filter(line ->
                                line.action() != Action.CREATE || line.node().equals("head"))
                        .filter(line -> other.nodes.stream().noneMatch(line::isSameAction))
                        .map(line -> line.action().describe() + " " + line.node() + ": " + line.reason()),
                changes.stream().filter(change -> !other.changes.contains(change)));
        return unplanned.findFirst();
    }

    /**
     * What happens to one node.
     *
     * @param node the node key, or a pattern such as {@code cpu-?} if the head will choose the number
     * @param type the node type
     * @param host the host; empty if the provider will choose it
     * @param action what happens
     * @param reason why, for display; empty only if the node is kept
     */
    public record NodeLine(String node, String type, String host, Action action, String reason) {
        boolean isSameAction(NodeLine other) {
            return node.equals(other.node) && host.equals(other.host) && action == other.action;
        }
    }

    /** What {@code up} does with one node. */
    public enum Action {
        CREATE,
        SET_UP,
        RESTART,
        KEEP,
        DRAIN,
        REMOVE;

        /** Returns the action for display, such as {@code set up}. */
        public String describe() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
