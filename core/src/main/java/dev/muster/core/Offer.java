package dev.muster.core;

import java.util.Map;

/**
 * What a provider can still give. Equal machines are one offer: {@code local} makes one for each distinct shape of its free hosts, a
 * cloud type has one.
 *
 * @param id stable while the offer is the same; chosen by the provider
 * @param resources what a node made from it will have in total; may lack what only a running daemon finds out
 * @param count how many more can be made now
 */
public record Offer(String id, String type, Resources resources, Map<String, String> labels, int count) {
    public Offer {
        labels = Map.copyOf(labels);
    }
}
