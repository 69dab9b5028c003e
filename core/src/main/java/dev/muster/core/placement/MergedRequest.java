package dev.muster.core.placement;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Merges requests that must be on one node into one: it adds the amounts and combines the selectors. */
public final class MergedRequest {
    /** Alternatives multiply, so only this many of the preferred ones are tried. */
    private static final int MAX_ALTERNATIVES = 64;

    private MergedRequest() {}

    /** @param needs at least one; affinity and anti-affinity come from the first that has any */
    public static PlacementRequest of(List<PlacementRequest> needs) {
        Resources sum = Resources.NONE;
        List<Selector> alternatives = List.of(Selector.ANY);
        for (PlacementRequest need : needs) {
            sum = sum.plus(need.shape().resources());
            alternatives = product(alternatives, need.selectors());
        }
        return new PlacementRequest(
                new Shape(sum, alternatives.getFirst()),
                alternatives.subList(1, alternatives.size()),
                needs.stream().flatMap(need -> need.affinity().stream()).findFirst(),
                needs.stream().flatMap(need -> need.antiAffinity().stream()).findFirst());
    }

    private static List<Selector> product(List<Selector> left, List<Selector> right) {
        List<Selector> result = new ArrayList<>();
        for (Selector one : left) {
            for (Selector other : right) {
                if (result.size() < MAX_ALTERNATIVES) {
                    result.add(both(one, other));
                }
            }
        }
        return result.stream().distinct().toList();
    }

    private static Selector both(Selector one, Selector other) {
        LinkedHashSet<Selector.Requirement> all = new LinkedHashSet<>(one.requirements());
        all.addAll(other.requirements());
        return new Selector(List.copyOf(all));
    }
}
