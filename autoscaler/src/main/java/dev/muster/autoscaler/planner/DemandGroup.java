package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Demand;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.MergedRequest;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.placement.ShapeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal demand of one source, which is counted and placed together.
 *
 * @param need what one of the group needs; demand with an affinity label is merged into one need
 * @param count how many are needed
 * @param parts the demand as it was requested
 */
record DemandGroup(String source, Demand.Kind kind, PlacementRequest need, int count, List<Part> parts) {
    record Part(PlacementRequest need, int count) {}

    /** Tells whether groups of two decisions are the same demand, whatever their counts. */
    record Identity(String source, PlacementRequest need) {}

    Identity identity() {
        return new Identity(source, need);
    }

    /** A text that is different for different needs and the same for equal ones; it decides the order of equally hard demand. */
    static String sortKey(PlacementRequest need) {
        StringBuilder key = new StringBuilder(ShapeText.words(need.shape()));
        need.affinity().ifPresent(mark -> key.append(" with ").append(mark));
        need.antiAffinity().ifPresent(mark -> key.append(" without ").append(mark));
        need.fallbacks().forEach(selector -> key.append(" or ").append(ShapeText.words(selector)));
        return key.toString();
    }

    static List<DemandGroup> of(List<Demand> demands, Demand.Kind kind) {
        Map<Identity, Integer> counts = new LinkedHashMap<>();
        for (Demand demand : demands) {
            if (demand.kind() == kind && demand.count() > 0) {
                counts.merge(new Identity(demand.source(), demand.need()), demand.count(), DemandGroup::sum);
            }
        }
        List<DemandGroup> groups = new ArrayList<>();
        Map<Identity, List<Part>> merged = new LinkedHashMap<>();
        counts.forEach((identity, count) -> {
            Part part = new Part(identity.need(), count);
            if (identity.need().affinity().isPresent()) {
                merged.computeIfAbsent(affinityGroup(identity), unused -> new ArrayList<>())
                        .add(part);
            } else {
                groups.add(new DemandGroup(identity.source(), kind, identity.need(), count, List.of(part)));
            }
        });
        merged.forEach((identity, parts) -> groups.add(merged(identity.source(), kind, parts)));
        return groups;
    }

    /** The sum, at most {@code Integer.MAX_VALUE}. */
    private static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    /** The same value for all needs of one source that share an affinity label. */
    private static Identity affinityGroup(Identity identity) {
        PlacementRequest any = PlacementRequest.of(new Shape(Resources.NONE, Selector.ANY));
        return new Identity(
                identity.source(),
                identity.need().affinity().map(any::withAffinity).orElse(any));
    }

    private static DemandGroup merged(String source, Demand.Kind kind, List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing(part -> sortKey(part.need())));
        List<PlacementRequest> needs = sorted.stream().map(DemandGroup::times).toList();
        return new DemandGroup(source, kind, MergedRequest.of(needs), 1, Collections.unmodifiableList(sorted));
    }

    private static PlacementRequest times(Part part) {
        PlacementRequest need = part.need();
        return new PlacementRequest(
                new Shape(
                        need.shape().resources().times(part.count()),
                        need.shape().selector()),
                need.fallbacks(),
                need.affinity(),
                need.antiAffinity());
    }
}
