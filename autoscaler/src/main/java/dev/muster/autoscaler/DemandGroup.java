package dev.muster.autoscaler;

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
 * What is to be placed alike: equal demand of one source, counted together.
 *
 * @param need what is placed; for demand with an affinity mark, all of it as one
 * @param count how many of it
 * @param parts the demand behind it, as it was asked for
 */
record DemandGroup(String source, Demand.Kind kind, PlacementRequest need, int count, List<Part> parts) {
    record Part(PlacementRequest need, int count) {}

    /** Who asks for what, whatever the count. */
    record Identity(String source, PlacementRequest need) {}

    Identity identity() {
        return new Identity(source, need);
    }

    String words() {
        return ShapeText.words(need.shape());
    }

    /** Everything that tells two needs apart, the sets in one order. */
    static String allWords(PlacementRequest need) {
        StringBuilder words = new StringBuilder(ShapeText.words(need.shape()));
        need.affinity().ifPresent(mark -> words.append(" with ").append(mark));
        need.antiAffinity().ifPresent(mark -> words.append(" without ").append(mark));
        need.fallbacks().forEach(selector -> words.append(" or ").append(ShapeText.words(selector)));
        return words.toString();
    }

    static List<DemandGroup> of(List<Demand> demand, Demand.Kind kind) {
        Map<Identity, Integer> counts = new LinkedHashMap<>();
        for (Demand one : demand) {
            if (one.kind() == kind && one.count() > 0) {
                counts.merge(new Identity(one.source(), one.need()), one.count(), DemandGroup::added);
            }
        }
        List<DemandGroup> asks = new ArrayList<>();
        Map<Identity, List<Part>> together = new LinkedHashMap<>();
        counts.forEach((who, count) -> {
            Part part = new Part(who.need(), count);
            if (who.need().affinity().isPresent()) {
                together.computeIfAbsent(group(who), unused -> new ArrayList<>())
                        .add(part);
            } else {
                asks.add(new DemandGroup(who.source(), kind, who.need(), count, List.of(part)));
            }
        });
        together.forEach((group, parts) -> asks.add(together(group.source(), kind, parts)));
        return asks;
    }

    private static int added(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    /** All needs of one source that share a mark. */
    private static Identity group(Identity who) {
        PlacementRequest any = PlacementRequest.of(new Shape(Resources.NONE, Selector.ANY));
        return new Identity(
                who.source(), who.need().affinity().map(any::withAffinity).orElse(any));
    }

    private static DemandGroup together(String source, Demand.Kind kind, List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing(part -> allWords(part.need())));
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
