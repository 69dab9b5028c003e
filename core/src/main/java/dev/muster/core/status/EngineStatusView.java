package dev.muster.core.status;

import dev.muster.core.NodeKey;
import dev.muster.core.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the head knows of the cluster's engine.
 *
 * @param reason why the cluster has this engine, as it follows "because"
 * @param seen whether the engine has answered since the head started
 * @param trouble why it does not answer; empty if it does
 * @param nodes the nodes that are up, and others that are alive in the engine, by key
 * @param pending what the engine needs
 */
public record EngineStatusView(
        String reason, boolean seen, String trouble, List<EngineNode> nodes, List<PendingDemand> pending) {
    public EngineStatusView {
        nodes = List.copyOf(nodes);
        pending = List.copyOf(pending);
    }

    /** Whether the engine answers. */
    public boolean answers() {
        return seen && trouble.isEmpty();
    }

    /** Returns how many nodes are alive in the engine. */
    public int alive() {
        return (int) nodes.stream()
                .filter(node -> node.state() != NodeInEngine.ABSENT)
                .count();
    }

    /**
     * A node as the engine sees it.
     *
     * @param text for people: what the engine says about it; empty if it says nothing
     */
    public record EngineNode(NodeKey key, NodeInEngine state, String text) {}

    /** What a node is in the engine. */
    public enum NodeInEngine {
        IDLE,
        BUSY,
        DRAINING,
        /** It is up, but not alive in the engine. */
        ABSENT;

        /** Returns the name as messages and JSON contain it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<NodeInEngine> find(String wireName) {
            return wireNames(values(), wireName);
        }
    }

    /**
     * Equal requests of the engine.
     *
     * @param gang the name and the strategy of the gang that they belong to; empty unless the kind is {@code GANG}
     */
    public record PendingDemand(DemandKind kind, Shape shape, int count, String gang) {}

    /** Why the engine needs something. */
    public enum DemandKind {
        /** Work waits for room. */
        WAITING,
        /** A program requested capacity. It stays pending while the program wants it. */
        REQUESTED,
        /** A gang waits for room for all of it. */
        GANG;

        /** Returns the name as messages and JSON contain it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<DemandKind> find(String wireName) {
            return wireNames(values(), wireName);
        }
    }

    private static <E extends Enum<E>> Optional<E> wireNames(E[] values, String wireName) {
        return List.of(values).stream()
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(wireName))
                .findFirst();
    }
}
