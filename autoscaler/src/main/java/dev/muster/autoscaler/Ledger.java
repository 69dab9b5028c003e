package dev.muster.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the autoscaler remembers from one decision to the next. The head stores it; a decision has no other memory.
 *
 * @param types by node type; a type that is not in it has {@link TypeLedger#NEW}
 * @param placements where the last decision placed demand; may be lost in a restart, then demand is placed again
 */
public record Ledger(Map<String, TypeLedger> types, List<Placement> placements) {
    public static final Ledger EMPTY = new Ledger(Map.of());

    public Ledger {
        types = Map.copyOf(types);
        placements = List.copyOf(placements);
    }

    public Ledger(Map<String, TypeLedger> types) {
        this(types, List.of());
    }

    public TypeLedger of(String type) {
        return types.getOrDefault(type, TypeLedger.NEW);
    }

    public Ledger with(String type, TypeLedger ledger) {
        TreeMap<String, TypeLedger> copy = new TreeMap<>(types);
        copy.put(type, ledger);
        return new Ledger(copy, placements);
    }

    public Ledger withPlacements(List<Placement> newPlacements) {
        return new Ledger(types, newPlacements);
    }

    /** The ledger after these outcomes, which are in the order in which they were observed. Pauses start at {@code now}. */
    public Ledger after(List<Outcome> outcomes, Instant now) {
        Ledger result = this;
        for (Outcome outcome : outcomes) {
            result = result.with(outcome.type(), LaunchBackoff.after(result.of(outcome.type()), outcome, now));
        }
        return result;
    }

    /** Forgets failures, so that launches resume at once. A new {@code up} does this, because the operator may have fixed the cause. */
    public Ledger withoutFailures() {
        Ledger result = this;
        for (Map.Entry<String, TypeLedger> entry : types.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue().withoutFailures());
        }
        return result;
    }

    /** Moves every pause by {@code step}, because the clock that they are measured by was set by that much. */
    public Ledger shifted(Duration step) {
        Ledger result = this;
        for (Map.Entry<String, TypeLedger> entry : types.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue().shifted(step));
        }
        return result;
    }

    /** Bounds every pause after a restart of the head: if the clock was set back in between, no pause may last longer than the longest. */
    public Ledger restarted(Instant now) {
        Ledger result = this;
        for (Map.Entry<String, TypeLedger> entry : types.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue().retryingBy(now.plus(LaunchBackoff.PAUSE.cap())));
        }
        return result;
    }

    /**
     * What the autoscaler remembers about one node type.
     *
     * @param nextNumber the number of the next node key; numbers are never used again
     * @param failures how many rounds of launches or set-ups failed in a row; a failure during a pause belongs to the round before it
     * @param retryAt the time before which nothing is launched; empty if nothing failed
     * @param lastError the message of the last failure; empty if there was none
     * @param bootTime how long such nodes took from launch to ready, smoothed; zero while unknown
     */
    public record TypeLedger(
            int nextNumber, int failures, Optional<Instant> retryAt, String lastError, Duration bootTime) {
        public static final TypeLedger NEW = new TypeLedger(1, 0, Optional.empty(), "", Duration.ZERO);

        public TypeLedger withNextNumber(int number) {
            return new TypeLedger(number, failures, retryAt, lastError, bootTime);
        }

        public TypeLedger withoutFailures() {
            return new TypeLedger(nextNumber, 0, Optional.empty(), "", bootTime);
        }

        TypeLedger shifted(Duration step) {
            return new TypeLedger(nextNumber, failures, retryAt.map(at -> at.plus(step)), lastError, bootTime);
        }

        TypeLedger retryingBy(Instant latest) {
            Optional<Instant> bounded = retryAt.map(at -> at.isAfter(latest) ? latest : at);
            return new TypeLedger(nextNumber, failures, bounded, lastError, bootTime);
        }

        /** Whether launches of this type are paused at this time. */
        public boolean pausesAt(Instant now) {
            return retryAt.isPresent() && now.isBefore(retryAt.get());
        }

        /** Whether so many rounds failed in a row that only a few nodes are tried at a time, at long intervals, until one joins. */
        public boolean isProtected() {
            return failures >= LaunchBackoff.PROTECTED_AFTER;
        }
    }
}
