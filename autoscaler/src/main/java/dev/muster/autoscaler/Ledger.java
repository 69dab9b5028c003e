package dev.muster.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the autoscaler remembers from tick to tick, by type. Kept in the head's state; the only memory the decision has.
 *
 * @param types a type that is not in it has {@link TypeLedger#NEW}
 */
public record Ledger(Map<String, TypeLedger> types) {
    public static final Ledger EMPTY = new Ledger(Map.of());

    public Ledger {
        types = Map.copyOf(types);
    }

    public TypeLedger of(String type) {
        return types.getOrDefault(type, TypeLedger.NEW);
    }

    public Ledger with(String type, TypeLedger ledger) {
        TreeMap<String, TypeLedger> copy = new TreeMap<>(types);
        copy.put(type, ledger);
        return new Ledger(copy);
    }

    /**
     * @param nextNumber of the next node key; numbers are never used again
     * @param failures launches or set-ups that failed in a row
     * @param retryAt no launch before; empty where none failed
     * @param lastError evidence of the last failure; empty where none
     * @param bootTime how long such nodes took from launch to ready, smoothed; zero while unknown
     */
    public record TypeLedger(
            int nextNumber, int failures, Optional<Instant> retryAt, String lastError, Duration bootTime) {
        public static final TypeLedger NEW = new TypeLedger(1, 0, Optional.empty(), "", Duration.ZERO);
    }
}
