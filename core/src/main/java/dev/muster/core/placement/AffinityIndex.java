package dev.muster.core.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records which sites have which affinity labels. */
final class AffinityIndex {
    private static final int NO_MARK = -1;

    private final Map<AffinityLabel, Integer> numbers = new HashMap<>();
    private final List<BitSet> bearers = new ArrayList<>();
    private final int[] soughtBy;
    private final int[] shunnedBy;

    AffinityIndex(List<PlacementRequest> needs) {
        soughtBy = new int[needs.size()];
        shunnedBy = new int[needs.size()];
        for (int need = 0; need < needs.size(); need++) {
            soughtBy[need] = number(needs.get(need).affinity());
            shunnedBy[need] = number(needs.get(need).antiAffinity());
        }
    }

    private int number(Optional<AffinityLabel> mark) {
        if (mark.isEmpty()) {
            return NO_MARK;
        }
        Integer number = numbers.get(mark.get());
        if (number == null) {
            number = bearers.size();
            numbers.put(mark.get(), number);
            bearers.add(new BitSet());
        }
        return number;
    }

    void add(int site, Map<String, String> labels) {
        if (numbers.isEmpty()) {
            return;
        }
        labels.forEach((name, value) -> {
            Integer number = numbers.get(new AffinityLabel(name, value));
            if (number != null) {
                bearers.get(number).set(site);
            }
        });
    }

    void cut(int firstGone) {
        bearers.forEach(bits -> bits.clear(firstGone, Math.max(firstGone, bits.length())));
    }

    long limit(int need, int site, long most) {
        int sought = soughtBy[need];
        if (sought != NO_MARK
                && !bearers.get(sought).isEmpty()
                && !bearers.get(sought).get(site)) {
            return 0;
        }
        int shunned = shunnedBy[need];
        if (shunned == NO_MARK) {
            return most;
        }
        return bearers.get(shunned).get(site) ? 0 : Math.min(1, most);
    }

    boolean mustJoin(int need) {
        return soughtBy[need] != NO_MARK && !bearers.get(soughtBy[need]).isEmpty();
    }

    void taken(int need, int site) {
        if (shunnedBy[need] != NO_MARK) {
            bearers.get(shunnedBy[need]).set(site);
        }
    }

    void givenBack(int need, int site) {
        if (shunnedBy[need] != NO_MARK) {
            bearers.get(shunnedBy[need]).clear(site);
        }
    }
}
