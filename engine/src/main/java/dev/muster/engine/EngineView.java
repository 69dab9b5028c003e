package dev.muster.engine;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine needs, and what its nodes do, at one moment.
 *
 * @param session identifies the engine's head: it changes when the engine's head has started again and has forgotten its reports
 * @param nodes the nodes that are alive, by key
 * @param waiting work that waits for room: it is met by what is free
 * @param standing capacity that a program requested: it is met by the totals and keeps its nodes
 * @param gangs bundles that start together or not at all
 */
public record EngineView(
        String session, Map<NodeKey, Member> nodes, List<Need> waiting, List<Need> standing, List<Gang> gangs) {
    public static final EngineView NOTHING = new EngineView("", Map.of(), List.of(), List.of(), List.of());

    public EngineView {
        nodes = Map.copyOf(nodes);
        waiting = List.copyOf(waiting);
        standing = List.copyOf(standing);
        gangs = List.copyOf(gangs);
    }

    /** Whether anything waits for nodes. */
    public boolean isPending() {
        return !waiting.isEmpty() || !gangs.isEmpty();
    }

    /** What a node does. */
    public enum Activity {
        /** Nothing runs there, and it holds nothing that is needed. */
        IDLE,
        BUSY,
        /** It gets no more work, and ends when its work has ended. */
        DRAINING
    }

    /**
     * A node that is alive in the engine.
     *
     * @param id the engine's own name for it
     * @param activityText for people: what the engine says about it; empty if it says nothing
     */
    public record Member(
            String id,
            Activity activity,
            Resources total,
            Resources available,
            Map<String, String> labels,
            Optional<String> activityText) {
        public Member {
            labels = Map.copyOf(labels);
        }
    }

    /** {@code count} equal requests. */
    public record Need(PlacementRequest request, int count) {}

    /** @param name unique among the gangs of this view */
    public record Gang(String name, GangStrategy strategy, List<PlacementRequest> bundles) {
        public Gang {
            bundles = List.copyOf(bundles);
        }
    }
}
