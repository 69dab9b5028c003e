package dev.muster.autoscaler;

import java.util.List;
import java.util.Map;

/** The decision of one tick: a pure function, so it can be tested on random worlds, replayed and explained. */
public final class Autoscaler {
    private Autoscaler() {}

    public static Decision decide(Snapshot snapshot) {
        return new Decision(
                snapshot.tick(), snapshot.now(), List.of(), List.of(), List.of(), Map.of(), snapshot.ledger());
    }
}
