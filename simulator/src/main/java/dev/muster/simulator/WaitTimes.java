package dev.muster.simulator;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts how long tasks waited before they started. */
final class WaitTimes {
    private final SortedMap<Duration, Long> counts = new TreeMap<>();
    private long total;

    void add(Duration waited, int count) {
        counts.merge(waited, (long) count, Long::sum);
        total += count;
    }

    SimulationResult.Waiting result(long unstarted) {
        return new SimulationResult.Waiting(
                percentile(0.50),
                percentile(0.95),
                counts.isEmpty() ? Duration.ZERO : counts.lastKey(),
                total,
                unstarted);
    }

    /** The shortest wait that at least this share of all tasks did not exceed. */
    private Duration percentile(double share) {
        long needed = (long) Math.ceil(share * total);
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= needed) {
                return entry.getKey();
            }
        }
        return Duration.ZERO;
    }
}
