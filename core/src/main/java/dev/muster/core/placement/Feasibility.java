package dev.muster.core.placement;

import dev.muster.core.Resources;
import dev.muster.core.text.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides whether a request could ever be placed if every node were empty and no limit applied. */
public final class Feasibility {
    private static final int MAX_GROUPS = 4;
    private static final int MAX_NAMES = 4;
    /** Names that are right even if no node has the resource. */
    private static final Set<String> EVERYBODYS = Set.of("CPU", "GPU", "memory", "object_store_memory");

    /**
     * What one candidate lacks.
     *
     * @param absent how many of the resources it does not have at all: the fewer, the nearer it comes
     */
    private record Shortage(String text, int absent) {}

    private Feasibility() {}

    /** Returns a message about what each candidate lacks, the nearest miss first; empty if one of them can hold the request. */
    public static Optional<String> whyNever(PlacementRequest need, Collection<Candidate> candidates) {
        Map<String, Shortage> shortages = new TreeMap<>();
        for (Candidate candidate : candidates) {
            Optional<Shortage> shortage = shortage(need, candidate);
            if (shortage.isEmpty()) {
                return Optional.empty();
            }
            shortages.merge(candidate.name(), shortage.get(), Feasibility::nearer);
        }
        return Optional.of(sentence(need, shortages) + unknownNames(need, candidates));
    }

    /** Does the same for bundles that must all be on one node. */
    public static Optional<String> whyNeverTogether(List<PlacementRequest> needs, Collection<Candidate> candidates) {
        return whyNever(MergedRequest.of(needs), candidates);
    }

    private static Shortage nearer(Shortage one, Shortage other) {
        return Comparator.comparingInt(Shortage::absent)
                                .thenComparing(Shortage::text)
                                .compare(one, other)
                        <= 0
                ? one
                : other;
    }

    private static Optional<Shortage> shortage(PlacementRequest need, Candidate candidate) {
        Resources asked = need.shape().resources();
        if (!candidate.resources().covers(asked)) {
            int absent = (int) asked.tenThousandths().keySet().stream()
                    .filter(name -> candidate.resources().units(name) == 0)
                    .count();
            return Optional.of(new Shortage(ShapeText.shortage(asked, candidate.resources()), absent));
        }
        if (need.selectors().stream().noneMatch(selector -> selector.matches(candidate.labels()))) {
            String text =
                    "its labels do not match " + ShapeText.words(need.shape().selector());
            return Optional.of(new Shortage(text, 0));
        }
        return Optional.empty();
    }

    private static String sentence(PlacementRequest need, Map<String, Shortage> shortages) {
        String asked = ShapeText.words(need.shape());
        if (shortages.isEmpty()) {
            return "no node type can satisfy " + asked + ": there are no node types";
        }
        Map<Shortage, List<String>> groups = new LinkedHashMap<>();
        shortages.forEach((name, shortage) ->
                groups.computeIfAbsent(shortage, _ -> new ArrayList<>()).add(name));
        List<String> parts = new ArrayList<>(groups.entrySet().stream()
                .sorted(Comparator.comparingInt(group -> group.getKey().absent()))
                .limit(MAX_GROUPS)
                .map(group -> names(group.getValue()) + ": " + group.getKey().text())
                .toList());
        if (groups.size() > MAX_GROUPS) {
            parts.add((groups.size() - MAX_GROUPS) + " more reasons");
        }
        return "no node type can satisfy " + asked + ": " + String.join("; ", parts);
    }

    private static String names(List<String> names) {
        return names.size() <= MAX_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MAX_NAMES)) + " and " + (names.size() - MAX_NAMES) + " more";
    }

    /** Names what exists for each resource that no candidate has, because its name may be misspelt. */
    private static String unknownNames(PlacementRequest need, Collection<Candidate> candidates) {
        TreeSet<String> known = new TreeSet<>();
        candidates.forEach(
                candidate -> known.addAll(candidate.resources().tenThousandths().keySet()));
        StringBuilder text = new StringBuilder();
        for (String name : need.shape().resources().tenThousandths().keySet()) {
            if (!known.isEmpty() && !known.contains(name) && !EVERYBODYS.contains(name)) {
                text.append("; '").append(name).append("' is on no node: ").append(suggestion(name, known));
            }
        }
        return text.toString();
    }

    private static String suggestion(String name, TreeSet<String> known) {
        Optional<String> sameLetters =
                known.stream().filter(name::equalsIgnoreCase).findFirst();
        List<String> near = EditDistance.nearest(name, known, _ -> Math.max(1, name.length() / 3));
        return sameLetters
                .or(() -> near.stream().findFirst())
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("there are " + names(List.copyOf(known)));
    }
}
