package dev.muster.autoscaler;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.Amounts;
import dev.muster.core.placement.Need;
import dev.muster.core.placement.Together;
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
record Ask(String source, Demand.Kind kind, Need need, int count, List<Part> parts) {
    record Part(Need need, int count) {}

    /** Who asks for what, whatever the count. */
    record Identity(String source, Need need) {}

    Identity identity() {
        return new Identity(source, need);
    }

    String words() {
        return Amounts.words(need.shape());
    }

    /** Everything that tells two needs apart, the sets in one order. */
    static String allWords(Need need) {
        StringBuilder words = new StringBuilder(Amounts.words(need.shape()));
        need.affinity().ifPresent(mark -> words.append(" with ").append(mark));
        need.antiAffinity().ifPresent(mark -> words.append(" without ").append(mark));
        need.fallbacks().forEach(selector -> words.append(" or ").append(Amounts.words(selector)));
        return words.toString();
    }

    static List<Ask> of(List<Demand> demand, Demand.Kind kind) {
        Map<Identity, Integer> counts = new LinkedHashMap<>();
        for (Demand one : demand) {
            if (one.kind() == kind && one.count() > 0) {
                counts.merge(new Identity(one.source(), one.need()), one.count(), Ask::added);
            }
        }
        List<Ask> asks = new ArrayList<>();
        Map<Identity, List<Part>> together = new LinkedHashMap<>();
        counts.forEach((who, count) -> {
            Part part = new Part(who.need(), count);
            if (who.need().affinity().isPresent()) {
                together.computeIfAbsent(group(who), unused -> new ArrayList<>())
                        .add(part);
            } else {
                asks.add(new Ask(who.source(), kind, who.need(), count, List.of(part)));
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
        Need any = Need.of(new Shape(Resources.NONE, Selector.ANY));
        return new Identity(
                who.source(), who.need().affinity().map(any::withAffinity).orElse(any));
    }

    private static Ask together(String source, Demand.Kind kind, List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing(part -> allWords(part.need())));
        List<Need> needs = sorted.stream().map(Ask::times).toList();
        return new Ask(source, kind, Together.of(needs), 1, Collections.unmodifiableList(sorted));
    }

    private static Need times(Part part) {
        Need need = part.need();
        return new Need(
                new Shape(
                        need.shape().resources().times(part.count()),
                        need.shape().selector()),
                need.fallbacks(),
                need.affinity(),
                need.antiAffinity());
    }
}
