package dev.muster.autoscaler;

import dev.muster.core.placement.Packing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One gang being seated: what is left of each group and who sits where. Everything can be taken back in one go. */
final class Seating {
    /** So many of a need on a site. */
    record Seat(int group, int site, int count) {}

    final Bundles bundles;
    private final Packing packing;
    private final int[] needs;
    private final int[] remaining;
    private final List<Seat> seats = new ArrayList<>();
    private final BitSet taken = new BitSet();

    /** @param needs the number of each group's need in the packing */
    Seating(Bundles bundles, Packing packing, int[] needs) {
        this.bundles = bundles;
        this.packing = packing;
        this.needs = needs;
        this.remaining =
                bundles.groups().stream().mapToInt(Bundles.Group::count).toArray();
    }

    int groups() {
        return needs.length;
    }

    int need(int group) {
        return needs[group];
    }

    int remaining(int group) {
        return remaining[group];
    }

    boolean isDone() {
        return firstMissing() < 0;
    }

    /** The first group that is not seated whole; -1 where all are. */
    int firstMissing() {
        for (int group = 0; group < remaining.length; group++) {
            if (remaining[group] > 0) {
                return group;
            }
        }
        return -1;
    }

    boolean isTaken(int site) {
        return taken.get(site);
    }

    /** How many of the group the site could take now, labels included. */
    int room(int group, int site) {
        if (remaining[group] == 0 || (bundles.eachOnItsOwnNode() && taken.get(site))) {
            return 0;
        }
        int fits = packing.fits(needs[group], site);
        if (fits == 0 || packing.rank(needs[group], site) < 0) {
            return 0;
        }
        return Math.min(remaining[group], bundles.eachOnItsOwnNode() ? 1 : fits);
    }

    /** As many as there is room for, at most {@code most}. */
    int seat(int group, int site, int most) {
        int count = Math.min(most, room(group, site));
        if (count > 0) {
            packing.take(needs[group], site, count);
            remaining[group] -= count;
            taken.set(site);
            seats.add(new Seat(group, site, count));
        }
        return count;
    }

    List<Seat> seats() {
        return seats;
    }

    void clear() {
        for (Seat seat : seats) {
            packing.giveBack(needs[seat.group()], seat.site(), seat.count());
            remaining[seat.group()] += seat.count();
        }
        seats.clear();
        taken.clear();
    }
}
