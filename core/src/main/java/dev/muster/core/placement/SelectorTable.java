package dev.muster.core.placement;

import dev.muster.core.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Caches which selectors match which labels. Equal selectors and equal labels are numbered, and each pair is compared once. */
final class SelectorTable {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Map<Selector, Integer> numbers = new HashMap<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final int[][] ofNeed;
    private final Map<Map<String, String>, Integer> groups = new HashMap<>();
    private final List<Map<String, String>> labelsOfGroup = new ArrayList<>();
    private final byte[][] answers;
    private int[] groupOfSite = new int[64];
    private int sites;

    SelectorTable(List<PlacementRequest> needs) {
        ofNeed = new int[needs.size()][];
        for (int need = 0; need < needs.size(); need++) {
            ofNeed[need] =
                    needs.get(need).selectors().stream().mapToInt(this::number).toArray();
        }
        answers = new byte[selectors.size()][0];
    }

    private int number(Selector selector) {
        Integer number = numbers.get(selector);
        if (number == null) {
            number = selectors.size();
            numbers.put(selector, number);
            selectors.add(selector);
        }
        return number;
    }

    void add(Map<String, String> labels) {
        if (sites == groupOfSite.length) {
            groupOfSite = Arrays.copyOf(groupOfSite, sites * 2);
        }
        Integer group = groups.get(labels);
        if (group == null) {
            group = labelsOfGroup.size();
            groups.put(labels, group);
            labelsOfGroup.add(labels);
        }
        groupOfSite[sites++] = group;
    }

    void cut(int firstGone) {
        sites = Math.min(sites, firstGone);
    }

    int ranks(int need) {
        return ofNeed[need].length;
    }

    boolean matches(int need, int rank, int site) {
        int selector = ofNeed[need][rank];
        if (selectors.get(selector).requirements().isEmpty()) {
            return true;
        }
        int group = groupOfSite[site];
        byte[] known = answers[selector];
        if (group >= known.length) {
            known = Arrays.copyOf(known, labelsOfGroup.size());
            answers[selector] = known;
        }
        if (known[group] == 0) {
            known[group] = selectors.get(selector).matches(labelsOfGroup.get(group)) ? YES : NO;
        }
        return known[group] == YES;
    }
}
