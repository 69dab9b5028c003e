package dev.muster.core.placement;

import dev.muster.core.Resources;
import java.util.Map;

/**
 * A node, an offer or a node type that could hold a request if it were empty.
 *
 * @param name for messages, such as {@code node cpu-3} or {@code type gpu}; equal names are listed once
 * @param resources the total resources
 */
public record Candidate(String name, Resources resources, Map<String, String> labels) {
    public Candidate {
        labels = Map.copyOf(labels);
    }
}
