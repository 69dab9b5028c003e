package dev.muster.core.node;

import dev.muster.core.Resources;
import java.util.Map;
import java.util.Optional;

/**
 * The state that the head wants a node to reach. Only the newest version counts, and repeating it changes nothing.
 *
 * @param version raised by the head for each node
 * @param declared the resources that the config declares
 * @param certificate the renewed certificate as PEM, if the node asked for one
 */
public record DesiredState(
        long version, Phase phase, Resources declared, Map<String, String> labels, Optional<String> certificate) {
    /** {@code RUN}: accept work. {@code DRAIN}: accept no new work. {@code STOP}: end all work and the daemon. */
    public enum Phase {
        RUN,
        DRAIN,
        STOP
    }

    public DesiredState {
        labels = Map.copyOf(labels);
    }
}
