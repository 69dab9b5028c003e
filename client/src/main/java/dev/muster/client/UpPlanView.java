package dev.muster.client;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code up} will do; the dry run is this.
 *
 * @param engineWhy why this engine, in words
 * @param nodes the head first
 * @param changes of limits and the like, one sentence each
 * @param notes worth knowing, nothing to be done: "CPU of a node is this machine's share"
 */
public record UpPlanView(
        String cluster,
        String provider,
        String engine,
        String engineWhy,
        List<NodeLine> nodes,
        List<String> changes,
        List<String> notes) {
    public UpPlanView {
        nodes = List.copyOf(nodes);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** Nothing to do: every node is kept and nothing changed. */
    public boolean isEmpty() {
        return changes.isEmpty() && nodes.stream().allMatch(line -> line.action() == Action.KEEP);
    }

    /**
     * Returns the first thing that this plan does and the other does not name; empty if there is none. Workers that are created or kept do not
     * count: the head creates and removes workers by demand at any time.
     */
    public Optional<String> firstSurprise(UpPlanView other) {
        Stream<String> surprises = Stream.concat(
                nodes.stream()
                        .filter(line -> line.action() != Action.KEEP)
                        .filter(line ->
                                line.action() != Action.CREATE || line.node().equals("head"))
                        .filter(line -> other.nodes.stream().noneMatch(line::isSameWork))
                        .map(line -> line.action().describe() + " " + line.node() + ": " + line.why()),
                changes.stream().filter(change -> !other.changes.contains(change)));
        return surprises.findFirst();
    }

    /**
     * @param node its key, or what it will be called: the head counts the numbers of workers
     * @param host empty where the provider will choose it
     * @param why in words; never empty for an action other than keep
     */
    public record NodeLine(String node, String type, String host, Action action, String why) {
        boolean isSameWork(NodeLine other) {
            return node.equals(other.node) && host.equals(other.host) && action == other.action;
        }
    }

    public enum Action {
        CREATE,
        SET_UP,
        RESTART,
        KEEP,
        DRAIN,
        REMOVE;

        /** As people read it: {@code set up}. */
        public String describe() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
