package dev.muster.head.registry;

import dev.muster.core.Resources;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import java.util.Map;
import java.util.Optional;

/** The desired state of a node without its version. */
public record DesiredNode(Phase phase, Resources declared, Map<String, String> labels) {
    public DesiredNode {
        labels = Map.copyOf(labels);
    }

    boolean isDraining() {
        return phase == Phase.DRAIN;
    }

    DesiredState withVersion(long version, Optional<String> certificate) {
        return new DesiredState(version, phase, declared, labels, certificate);
    }
}
