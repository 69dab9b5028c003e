package dev.muster.core.placement;

import dev.muster.core.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Decides whether a request could ever be placed if every node were empty and no limit applied. */
public final class Feasibility {
    private static final int MAX_NAMED = 4;

    private Feasibility() {}

    /** Returns a message about what each candidate lacks; empty if one of them can hold the request. */
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

    /** Does the same for bundles that must all be on one node. */
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
            return "no node type can satisfy " + asked + ": there are no node types";
        }
        List<String> parts = new ArrayList<>();
        for (String name : new TreeSet<>(shortages.keySet())) {
            if (parts.size() == MAX_NAMED) {
                parts.add((shortages.size() - MAX_NAMED) + " more");
                break;
            }
            parts.add(name + ": " + shortages.get(name));
        }
        return "no node type can satisfy " + asked + ": " + String.join("; ", parts);
    }
}
