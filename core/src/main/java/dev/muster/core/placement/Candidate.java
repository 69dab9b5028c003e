package dev.muster.core.placement;

import dev.muster.core.Resources;
import java.util.Map;

/**
 * Something that could ever hold a need: a node, an offer, or a type as it is declared.
 *
 * @param name as people know it: {@code node cpu-3}, {@code type gpu}; equal names are told of once
 * @param resources in total, when nothing runs there
 */
public record Candidate(String name, Resources resources, Map<String, String> labels) {
    public Candidate {
        labels = Map.copyOf(labels);
    }
}
