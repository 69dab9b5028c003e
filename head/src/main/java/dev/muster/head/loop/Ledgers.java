package dev.muster.head.loop;

import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Outcome;
import java.time.Instant;
import java.util.List;

/** Stands in for the ledger's own folding. */
final class Ledgers {
    private Ledgers() {}

    static Ledger after(Ledger ledger, List<Outcome> outcomes, Instant now) {
        return ledger;
    }
}
