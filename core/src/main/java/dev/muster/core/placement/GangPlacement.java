package dev.muster.core.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** The placement of one gang in progress: what remains of each group, and what is placed where. {@link #clear} undoes all of it. */
public final class GangPlacement {
    /** How many bundles of one group are placed on one site. */
    public record Seat(int group, int site, int count) {}

    private final GangBundles bundles;
    private final Packing packing;
    private final int[] needs;
    private final int[] remaining;
    private final List<Seat> seats = new ArrayList<>();
    private final BitSet taken = new BitSet();

    /** @param needs for each group, the index of its request in the packing */
    public GangPlacement(GangBundles bundles, Packing packing, int[] needs) {
        this.bundles = bundles;
        this.packing = packing;
        this.needs = needs;
        this.remaining =
                bundles.groups().stream().mapToInt(GangBundles.Group::count).toArray();
    }

    public GangBundles bundles() {
        return bundles;
    }

    public int groups() {
        return needs.length;
    }

    public int need(int group) {
        return needs[group];
    }

    public int remaining(int group) {
        return remaining[group];
    }

    public boolean isDone() {
        return firstMissing() < 0;
    }

    /** Returns the first group that is not fully placed; -1 if all are. */
    public int firstMissing() {
        for (int group = 0; group < remaining.length; group++) {
            if (remaining[group] > 0) {
                return group;
            }
        }
        return -1;
    }

    public boolean isTaken(int site) {
        return taken.get(site);
    }

    /** Returns how many bundles of the group the site can hold now, considering labels. */
    public int room(int group, int site) {
        if (remaining[group] == 0 || (bundles.eachOnItsOwnNode() && taken.get(site))) {
            return 0;
        }
        int fits = packing.fits(needs[group], site);
        if (fits == 0 || packing.rank(needs[group], site) < 0) {
            return 0;
        }
        return Math.min(remaining[group], bundles.eachOnItsOwnNode() ? 1 : fits);
    }

    /** Places as many bundles as fit, at most {@code most}. Returns how many. */
    public int seat(int group, int site, int most) {
        int count = Math.min(most, room(group, site));
        if (count > 0) {
            packing.take(needs[group], site, count);
            remaining[group] -= count;
            taken.set(site);
            seats.add(new Seat(group, site, count));
        }
        return count;
    }

    /** Places bundles according to the strategy, on sites below {@code end} that are open, in their order. */
    public void fill(int end, IntPredicate open) {
        switch (bundles.strategy()) {
            case STRICT_PACK, STRICT_SPREAD -> fillInOrder(end, open);
            case PACK -> fillRoomiest(end, open);
            case SPREAD -> {
                fillUntaken(end, open);
                fillInOrder(end, open);
            }
        }
    }

    /** Places the groups one after the other, and fills each site before the next. */
    public void fillInOrder(int end, IntPredicate open) {
        for (int group = 0; group < groups(); group++) {
            for (int site = 0; site < end && remaining[group] > 0; site++) {
                if (open.test(site)) {
                    seat(group, site, Integer.MAX_VALUE);
                }
            }
        }
    }

    /** Places one bundle on each site. */
    private void fillUntaken(int end, IntPredicate open) {
        for (int site = 0; site < end && !isDone(); site++) {
            for (int group = 0; open.test(site) && group < groups() && !taken.get(site); group++) {
                seat(group, site, 1);
            }
        }
    }

    /** Always places next on the site that can hold the most of what remains. */
    private void fillRoomiest(int end, IntPredicate open) {
        for (int best = roomiest(end, open); best >= 0; best = roomiest(end, open)) {
            for (int group = 0; group < groups(); group++) {
                seat(group, best, Integer.MAX_VALUE);
            }
        }
    }

    private int roomiest(int end, IntPredicate open) {
        int best = -1;
        int most = 0;
        for (int site = 0; site < end && !isDone(); site++) {
            int room = open.test(site) ? room(site) : 0;
            if (room > most) {
                best = site;
                most = room;
            }
        }
        return best;
    }

    /** Counts each group by itself: exact for equal bundles, an estimate for different ones. */
    private int room(int site) {
        int room = 0;
        for (int group = 0; group < groups(); group++) {
            room += room(group, site);
        }
        return room;
    }

    public List<Seat> seats() {
        return seats;
    }

    public void clear() {
        for (Seat seat : seats) {
            packing.giveBack(needs[seat.group()], seat.site(), seat.count());
            remaining[seat.group()] += seat.count();
        }
        seats.clear();
        taken.clear();
    }
}
