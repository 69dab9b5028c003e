package dev.muster.core.node;

import dev.muster.core.Resources;
import java.util.Map;
import java.util.Optional;

/**
 * What the head wants a node to be: level-triggered, so only the newest matters and a repeat changes nothing.
 *
 * @param version counted up by the head for each node
 * @param certificate the answer to a renewal, as PEM
 */
public record DesiredState(
        long version, Phase phase, Resources declared, Map<String, String> labels, Optional<String> certificate) {
    /** {@code RUN} takes work; {@code DRAIN} no new work; {@code STOP} end all work and the daemon itself. */
    public enum Phase {
        RUN,
        DRAIN,
        STOP
    }

    public DesiredState {
        labels = Map.copyOf(labels);
    }
}
