package dev.muster.core;

import java.util.Map;

/**
 * Machines that a provider can still give. Equal machines form one offer: {@code local} has one for each distinct shape of its free
 * hosts.
 *
 * @param id chosen by the provider, and stable as long as the offer is the same
 * @param type the node type that the machines can become
 * @param resources the total resources of a node from this offer; what only a running daemon can detect may be missing
 * @param count how many more machines are available now
 */
public record Offer(String id, String type, Resources resources, Map<String, String> labels, int count) {
    public Offer {
        labels = Map.copyOf(labels);
    }
}
