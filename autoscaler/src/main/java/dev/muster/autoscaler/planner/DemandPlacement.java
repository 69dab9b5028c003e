package dev.muster.autoscaler.planner;

import dev.muster.core.placement.Packing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The placement of one kind of demand on sites: what is left of each group, and what was put where. The groups are the first needs of the packing. */
final class DemandPlacement {
    /** How many of a group are on a site. */
    record Placed(int group, int site, int count) {}

    final Packing packing;
    final List<DemandGroup> groups;
    final int[] remaining;
    private final List<Placed> placed = new ArrayList<>();

    DemandPlacement(Packing packing, List<DemandGroup> groups) {
        this.packing = packing;
        this.groups = groups;
        this.remaining = groups.stream().mapToInt(DemandGroup::count).toArray();
    }

    /** Puts as many of the group on the site as fit and are left, and returns how many. The caller checks the site's labels. */
    int put(int group, int site) {
        return put(group, site, remaining[group]);
    }

    int put(int group, int site, int most) {
        int count = Math.min(Math.min(remaining[group], most), packing.fits(group, site));
        if (count > 0) {
            packing.take(group, site, count);
            remaining[group] -= count;
            placed.add(new Placed(group, site, count));
        }
        return count;
    }

    long missing() {
        return Arrays.stream(remaining).asLongStream().sum();
    }

    /** Removes everything from the sites again. */
    void clear() {
        for (Placed one : placed) {
            packing.giveBack(one.group(), one.site(), one.count());
            remaining[one.group()] += one.count();
        }
        placed.clear();
    }

    List<Placed> placed() {
        return placed;
    }
}
