package dev.muster.head.job;

import dev.muster.core.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the failed attempts of each job and decides when the next attempt may start. It is empty after a restart of the head, so everything is
 * attempted again at once. Its times are of the steady clock; only the loop's thread uses it.
 */
public final class RetrySchedule {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private record Failure(JobKind kind, int times, Instant notBefore) {}

    private final Map<String, Failure> failures = new HashMap<>();

    /** What the schedule was at one time. */
    public static final class Saved {
        private final Map<String, Failure> failures;

        private Saved(Map<String, Failure> failures) {
            this.failures = Map.copyOf(failures);
        }
    }

    public Saved save() {
        return new Saved(failures);
    }

    /** Makes the schedule what it was, because what was recorded since could not be stored and comes again. */
    public void restore(Saved saved) {
        failures.clear();
        failures.putAll(saved.failures);
    }

    /** Records a failed attempt. Returns how often the job has failed in a row, this attempt included. */
    public int recordFailure(String name, JobKind kind, Instant now) {
        int times = 1 + failures(name, kind);
        failures.put(name, new Failure(kind, times, now.plus(BACKOFF.delay(times))));
        return times;
    }

    /** Returns how often the job has failed in a row. */
    public int failures(String name, JobKind kind) {
        Failure last = failures.get(name);
        return last != null && last.kind() == kind ? last.times() : 0;
    }

    /** Whether the backoff of the job is over, or it has not failed. */
    public boolean mayStart(String name, JobKind kind, Instant now) {
        Failure last = failures.get(name);
        return last == null || last.kind() != kind || !now.isBefore(last.notBefore());
    }

    /** Forgets the failures under this name. */
    public void forget(String name) {
        failures.remove(name);
    }
}
