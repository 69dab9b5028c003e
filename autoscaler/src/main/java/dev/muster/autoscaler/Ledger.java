package dev.muster.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the autoscaler remembers from tick to tick. Kept in the head's state; the only memory the decision has.
 *
 * @param types by type; a type that is not in it has {@link TypeLedger#NEW}
 * @param placements where the last decision meant demand to go; may be lost in a restart: then demand is packed anew
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

    /** What came of actions, in the order it came. {@code now} is the time it was heard of: pauses count from it. */
    public Ledger after(List<Outcome> outcomes, Instant now) {
        Ledger result = this;
        for (Outcome outcome : outcomes) {
            result = result.with(outcome.type(), LaunchBackoff.after(result.of(outcome.type()), outcome, now));
        }
        return result;
    }

    /** A person mended something and says so (a new {@code up}): failures are forgotten, numbers and boot times are not. */
    public Ledger forgiven() {
        Ledger result = this;
        for (Map.Entry<String, TypeLedger> entry : types.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue().forgiven());
        }
        return result;
    }

    /** The clock that {@code retryAt} is of was set by so much: pauses go on as before. */
    public Ledger shifted(Duration step) {
        Ledger result = this;
        for (Map.Entry<String, TypeLedger> entry : types.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue().shifted(step));
        }
        return result;
    }

    /** Read after a restart: the clock may have been set back meanwhile, so no pause may last longer than the longest. */
    public Ledger restarted(Instant now) {
        Ledger result = this;
        for (Map.Entry<String, TypeLedger> entry : types.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue().retryingBy(now.plus(LaunchBackoff.PAUSE.cap())));
        }
        return result;
    }

    /**
     * @param nextNumber of the next node key; numbers are never used again
     * @param failures rounds of launches or set-ups that failed in a row; what fails during a pause belongs to the round before it
     * @param retryAt no launch before; empty where none failed
     * @param lastError evidence of the last failure; empty where none
     * @param bootTime how long such nodes took from launch to ready, smoothed; zero while unknown
     */
    public record TypeLedger(
            int nextNumber, int failures, Optional<Instant> retryAt, String lastError, Duration bootTime) {
        public static final TypeLedger NEW = new TypeLedger(1, 0, Optional.empty(), "", Duration.ZERO);

        public TypeLedger withNextNumber(int number) {
            return new TypeLedger(number, failures, retryAt, lastError, bootTime);
        }

        public TypeLedger forgiven() {
            return new TypeLedger(nextNumber, 0, Optional.empty(), "", bootTime);
        }

        TypeLedger shifted(Duration step) {
            return new TypeLedger(nextNumber, failures, retryAt.map(at -> at.plus(step)), lastError, bootTime);
        }

        TypeLedger retryingBy(Instant latest) {
            Optional<Instant> bounded = retryAt.map(at -> at.isAfter(latest) ? latest : at);
            return new TypeLedger(nextNumber, failures, bounded, lastError, bootTime);
        }

        /** Whether no launch is due yet. */
        public boolean pausesAt(Instant now) {
            return retryAt.isPresent() && now.isBefore(retryAt.get());
        }

        /** So many failures in a row that only single tries are made, far apart, until one comes up. */
        public boolean isProtected() {
            return failures >= LaunchBackoff.PROTECTED_AFTER;
        }
    }
}
