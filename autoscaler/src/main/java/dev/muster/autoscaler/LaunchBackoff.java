package dev.muster.autoscaler;

import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.core.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How an outcome changes the ledger of its node type: launches pause for twice as long after each failure, then protected mode begins. */
final class LaunchBackoff {
    /** The number of failed rounds in a row after which a type is in protected mode. */
    static final int PROTECTED_AFTER = 5;

    /** How long launches pause after a failed round. */
    static final Backoff PAUSE = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

    /** An offer that is used up is not a failure, but another launch at once would be a busy loop. */
    static final Duration CAPACITY_PAUSE = Duration.ofSeconds(5);

    private static final int OLD_WEIGHT = 3;

    private LaunchBackoff() {}

    static TypeLedger after(TypeLedger before, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Joined joined ->
                new TypeLedger(
                        before.nextNumber(), 0, Optional.empty(), "", smoothed(before.bootTime(), joined.took()));
            case Outcome.Failed failed -> failed(before, failed, now);
            case Outcome.CapacityMissing missing -> paused(before, now.plus(CAPACITY_PAUSE), missing.reason());
            case Outcome.HostFailed host ->
                new TypeLedger(
                        before.nextNumber(), before.failures(), before.retryAt(), host.error(), before.bootTime());
            case Outcome.Lost lost -> before;
        };
    }

    private static TypeLedger failed(TypeLedger before, Outcome.Failed failed, Instant now) {
        boolean sameRound = before.failures() > 0 && before.pausesAt(now);
        int failures = sameRound ? before.failures() : before.failures() + weight(failed);
        Instant retryAt = sameRound ? before.retryAt().orElse(now) : now.plus(PAUSE.delay(failures));
        return new TypeLedger(before.nextNumber(), failures, Optional.of(retryAt), failed.error(), before.bootTime());
    }

    /** A failure that a retry cannot fix reaches the long pauses sooner. */
    private static int weight(Outcome.Failed failed) {
        return failed.retryable() ? 1 : 2;
    }

    private static TypeLedger paused(TypeLedger before, Instant until, String reason) {
        boolean longer = before.retryAt().isPresent() && before.retryAt().get().isAfter(until);
        String error = before.failures() > 0 ? before.lastError() : reason;
        return new TypeLedger(
                before.nextNumber(),
                before.failures(),
                longer ? before.retryAt() : Optional.of(until),
                error,
                before.bootTime());
    }

    private static Duration smoothed(Duration before, Duration took) {
        Duration latest = took.isNegative() ? Duration.ZERO : took;
        return before.isZero()
                ? latest
                : before.multipliedBy(OLD_WEIGHT).plus(latest).dividedBy(OLD_WEIGHT + 1L);
    }
}
