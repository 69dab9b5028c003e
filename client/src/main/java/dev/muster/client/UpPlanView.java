package dev.muster.client;

import java.util.List;
import java.util.Locale;

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
     * @param node its key, or what it will be called: the head counts the numbers of workers
     * @param host empty where the provider will choose it
     * @param why in words; never empty for an action other than keep
     */
    public record NodeLine(String node, String type, String host, Action action, String why) {}

    public enum Action {
        CREATE,
        SET_UP,
        RESTART,
        KEEP,
        DRAIN,
        REMOVE;

        /** As people read it: {@code set up}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
