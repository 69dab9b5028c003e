package dev.muster.head.registry;

import dev.muster.core.Machine;
import dev.muster.core.Resources;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Derives the desired state of each node from the head's state. */
public final class DesiredNodes {
    private DesiredNodes() {}

    public static DesiredNode of(State state, NodeRow row) {
        return new DesiredNode(phase(row), declared(state, row), labels(state, row));
    }

    private static Phase phase(NodeRow row) {
        return switch (row.state()) {
            case REQUESTED, STARTING, READY -> Phase.RUN;
            case LOST -> row.drain().requestedBy().isPresent() ? Phase.DRAIN : Phase.RUN;
            case DRAINING, DRAINED -> Phase.DRAIN;
            case STOPPING, FAILED -> Phase.STOP;
        };
    }

    /** Returns the declared amounts: those of the machine override those of its node type. */
    public static Resources declared(State state, NodeRow row) {
        Resources ofType = type(state, row).map(NodeTypeConfig::resources).orElse(Resources.NONE);
        return row.machine().map(Machine::declared).map(ofType::overriddenBy).orElse(ofType);
    }

    /** Returns the resources that are declared to be 0: the node has none of them, whatever its daemon found. */
    public static Set<String> declaredNone(State state, NodeRow row) {
        return type(state, row).map(NodeTypeConfig::noResources).orElse(Set.of());
    }

    /** Returns the labels: those of the machine override those of its node type, which override those of the offer. */
    public static Map<String, String> labels(State state, NodeRow row) {
        TreeMap<String, String> labels = new TreeMap<>(row.promise().labels());
        type(state, row).ifPresent(type -> labels.putAll(type.labels()));
        row.machine().ifPresent(machine -> labels.putAll(machine.labels()));
        return labels;
    }

    private static Optional<NodeTypeConfig> type(State state, NodeRow row) {
        return state.config()
                .flatMap(configured ->
                        Optional.ofNullable(configured.config().types().get(row.type())));
    }
}
