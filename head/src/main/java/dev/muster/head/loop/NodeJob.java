package dev.muster.head.loop;

/** What is done to a node in the background; one at a time for each node. {@code REPAIR}, {@code RENEW}: set up again in place. */
enum NodeJob {
    CREATE(3),
    SET_UP(3),
    REPAIR(Integer.MAX_VALUE),
    RENEW(3),
    REMOVE(Integer.MAX_VALUE),
    LIST(Integer.MAX_VALUE),
    UPKEEP(Integer.MAX_VALUE);

    private final int attempts;

    NodeJob(int attempts) {
        this.attempts = attempts;
    }

    /** How often it is tried where a repeat can help, before the node counts as failed. */
    int attempts() {
        return attempts;
    }

    boolean isLong() {
        return this == SET_UP || this == REPAIR || this == RENEW;
    }
}
