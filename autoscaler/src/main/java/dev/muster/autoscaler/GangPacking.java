package dev.muster.autoscaler;

/** Puts a gang on as few open sites as it can: always next onto the one that takes the most of what is left. */
final class GangPacking {
    private GangPacking() {}

    static void fill(Seating seating, Floor floor) {
        boolean some = true;
        while (some && !seating.isDone()) {
            int best = roomiest(seating, floor);
            some = best >= 0;
            for (int group = 0; some && group < seating.groups(); group++) {
                seating.seat(group, best, Integer.MAX_VALUE);
            }
        }
    }

    private static int roomiest(Seating seating, Floor floor) {
        int best = -1;
        int most = 0;
        for (int site = 0; site < floor.end(); site++) {
            if (floor.isOpen(site)) {
                int room = room(seating, site);
                if (room > most) {
                    best = site;
                    most = room;
                }
            }
        }
        return best;
    }

    /** Groups one by one: exact for equal bundles, a good guess for different ones. */
    private static int room(Seating seating, int site) {
        int room = 0;
        for (int group = 0; group < seating.groups(); group++) {
            room += seating.room(group, site);
        }
        return room;
    }
}
