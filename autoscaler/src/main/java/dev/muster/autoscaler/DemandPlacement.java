package dev.muster.autoscaler;

import dev.muster.core.placement.Packing;
import java.util.Arrays;
import java.util.List;

/** One kind of demand being put onto sites: what is left of each ask, and what was put where. Asks are the packing's first needs. */
final class DemandPlacement {
    final Packing packing;
    final List<DemandGroup> asks;
    final int[] remaining;
    private int[] takes = new int[96];
    private int size;

    DemandPlacement(Packing packing, List<DemandGroup> asks) {
        this.packing = packing;
        this.asks = asks;
        this.remaining = asks.stream().mapToInt(DemandGroup::count).toArray();
    }

    /** As many as fit, at most what is left of the ask; how many. The site's labels are the caller's to check. */
    int put(int ask, int site) {
        return put(ask, site, remaining[ask]);
    }

    int put(int ask, int site, int most) {
        int count = Math.min(Math.min(remaining[ask], most), packing.fits(ask, site));
        if (count > 0) {
            packing.take(ask, site, count);
            remaining[ask] -= count;
            note(ask, site, count);
        }
        return count;
    }

    private void note(int ask, int site, int count) {
        if (size + 3 > takes.length) {
            takes = Arrays.copyOf(takes, takes.length * 2);
        }
        takes[size++] = ask;
        takes[size++] = site;
        takes[size++] = count;
    }

    long missing() {
        return Arrays.stream(remaining).asLongStream().sum();
    }

    /** Takes everything off again. */
    void clear() {
        for (int i = 0; i < size; i += 3) {
            packing.giveBack(takes[i], takes[i + 1], takes[i + 2]);
            remaining[takes[i]] += takes[i + 2];
        }
        size = 0;
    }

    interface Visitor {
        void visit(int ask, int site, int count);
    }

    void each(Visitor visitor) {
        for (int i = 0; i < size; i += 3) {
            visitor.visit(takes[i], takes[i + 1], takes[i + 2]);
        }
    }
}
