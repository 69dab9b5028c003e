package dev.muster.core.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** One gang being seated: what is left of each group and who sits where. Everything can be taken back in one go. */
public final class GangPlacement {
    /** So many of a need on a site. */
    public record Seat(int group, int site, int count) {}

    private final GangBundles bundles;
    private final Packing packing;
    private final int[] needs;
    private final int[] remaining;
    private final List<Seat> seats = new ArrayList<>();
    private final BitSet taken = new BitSet();

    /** @param needs the number of each group's need in the packing */
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

    /** The first group that is not seated whole; -1 where all are. */
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

    /** How many of the group the site could take now, labels included. */
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

    /** As many as there is room for, at most {@code most}. */
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

    /** As the strategy wishes, on sites below {@code end} that are open, in their order. */
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

    /** Group by group, each site as full as may be. */
    public void fillInOrder(int end, IntPredicate open) {
        for (int group = 0; group < groups(); group++) {
            for (int site = 0; site < end && remaining[group] > 0; site++) {
                if (open.test(site)) {
                    seat(group, site, Integer.MAX_VALUE);
                }
            }
        }
    }

    /** One bundle on each site. */
    private void fillUntaken(int end, IntPredicate open) {
        for (int site = 0; site < end && !isDone(); site++) {
            for (int group = 0; open.test(site) && group < groups() && !taken.get(site); group++) {
                seat(group, site, 1);
            }
        }
    }

    /** Always next onto the site that takes the most of what is left. */
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

    /** Groups one by one: exact for equal bundles, a good guess for different ones. */
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
