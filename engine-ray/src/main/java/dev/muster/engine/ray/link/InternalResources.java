package dev.muster.engine.ray.link;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The resources that Ray adds for itself, and that are no reason for another node. */
final class InternalResources {
    /** Every node has one of each of these, without listing it. */
    static final String IMPLICIT = "node:__internal_implicit_resource_";

    /** What a placement group has reserved on a node, under a name that contains its id. */
    private static final Pattern RESERVED = Pattern.compile(".+_group_(\\d+_)?[0-9a-f]{32,64}");

    private InternalResources() {}

    /** Whether the request belongs into a placement group that has its nodes already: no other node can run it. */
    static boolean isInPlacementGroup(Map<String, Double> amounts) {
        return amounts.keySet().stream().anyMatch(InternalResources::isReserved);
    }

    private static boolean isReserved(String name) {
        return name.contains("_group_") && RESERVED.matcher(name).matches();
    }

    /** Returns the amounts of all other resources. */
    static Map<String, Double> removedFrom(Map<String, Double> amounts) {
        Map<String, Double> others = new TreeMap<>(amounts);
        others.keySet().removeIf(name -> name.startsWith(IMPLICIT) || isReserved(name));
        return others;
    }
}
