package dev.muster.core.placement;

import dev.muster.core.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Whether a need can ever be held, when everything is free and every limit is far away. */
public final class Feasibility {
    private static final int NAMED = 4;

    private Feasibility() {}

    /** Empty where some candidate can hold it; otherwise a sentence that says what is short where. */
    public static Optional<String> whyNever(PlacementRequest need, Collection<Candidate> candidates) {
        Map<String, String> shortages = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Optional<String> shortage = shortage(need, candidate);
            if (shortage.isEmpty()) {
                return Optional.empty();
            }
            shortages.merge(candidate.name(), shortage.get(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
        return Optional.of(sentence(need, shortages));
    }

    /** As {@link #whyNever} for bundles that must all be on one node. */
    public static Optional<String> whyNeverTogether(List<PlacementRequest> needs, Collection<Candidate> candidates) {
        return whyNever(MergedRequest.of(needs), candidates);
    }

    private static Optional<String> shortage(PlacementRequest need, Candidate candidate) {
        Resources asked = need.shape().resources();
        if (!candidate.resources().covers(asked)) {
            return Optional.of(ShapeText.shortage(asked, candidate.resources()));
        }
        if (need.selectors().stream().noneMatch(selector -> selector.matches(candidate.labels()))) {
            return Optional.of(
                    "its labels do not match " + ShapeText.words(need.shape().selector()));
        }
        return Optional.empty();
    }

    private static String sentence(PlacementRequest need, Map<String, String> shortages) {
        String asked = ShapeText.words(need.shape());
        if (shortages.isEmpty()) {
            return asked + " fits nowhere: there is no node type to make";
        }
        List<String> parts = new ArrayList<>();
        for (String name : new TreeSet<>(shortages.keySet())) {
            if (parts.size() == NAMED) {
                parts.add((shortages.size() - NAMED) + " more likewise");
                break;
            }
            parts.add(name + ": " + shortages.get(name));
        }
        return asked + " fits nowhere: " + String.join("; ", parts);
    }
}
