package dev.muster.simulator;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Work that waits for a place, oldest first among equals, and how long started work had waited. */
final class WorkQueue {
    /** Equal tasks that arrived together and wait. */
    private static final class Batch {
        final Instant arrived;
        final Duration runtime;
        int count;

        Batch(Instant arrived, Duration runtime, int count) {
            this.arrived = arrived;
            this.runtime = runtime;
            this.count = count;
        }
    }

    record Line(String source, PlacementRequest need) {}

    /** So many equal tasks started together on one node. Each is its own thing, however equal. */
    static final class Run {
        private final Line line;
        private final int count;
        private final Instant arrived;
        private final Duration runtime;

        Run(Line line, int count, Instant arrived, Duration runtime) {
            this.line = line;
            this.count = count;
            this.arrived = arrived;
            this.runtime = runtime;
        }

        PlacementRequest need() {
            return line.need();
        }

        int count() {
            return count;
        }

        Duration runtime() {
            return runtime;
        }
    }

    /** A gang that waits. */
    record WaitingGang(Gang gang, Instant arrived, Duration runtime) {}

    private final Map<Line, Deque<Batch>> lines = new LinkedHashMap<>();
    private final List<WaitingGang> gangs = new ArrayList<>();
    private final WaitTimes waits = new WaitTimes();
    private long waiting;

    void add(Line line, int count, Instant arrived, Duration runtime) {
        if (count > 0) {
            lines.computeIfAbsent(line, unused -> new ArrayDeque<>()).addLast(new Batch(arrived, runtime, count));
            waiting += count;
        }
    }

    /** Work whose node was lost waits again, from now. */
    void again(Run run, Instant now) {
        lines.computeIfAbsent(run.line, unused -> new ArrayDeque<>()).addFirst(new Batch(now, run.runtime, run.count));
        waiting += run.count;
    }

    void add(WaitingGang gang) {
        gangs.add(gang);
        waiting += gang.gang().bundles().size();
    }

    List<WaitingGang> gangs() {
        return gangs;
    }

    void started(WaitingGang gang, Instant now) {
        gangs.remove(gang);
        waiting -= gang.gang().bundles().size();
        waits.note(Duration.between(gang.arrived(), now), gang.gang().bundles().size());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<Line> lines() {
        return List.copyOf(lines.keySet());
    }

    /** Up to {@code most} tasks of the line, as runs; they are started. */
    List<Run> take(Line line, int most, Instant now) {
        List<Run> runs = new ArrayList<>();
        Deque<Batch> batches = lines.getOrDefault(line, new ArrayDeque<>());
        int left = most;
        while (left > 0 && !batches.isEmpty()) {
            Batch first = batches.getFirst();
            int count = Math.min(left, first.count);
            runs.add(new Run(line, count, first.arrived, first.runtime));
            waits.note(Duration.between(first.arrived, now), count);
            first.count -= count;
            left -= count;
            waiting -= count;
            if (first.count == 0) {
                batches.removeFirst();
            }
        }
        if (batches.isEmpty()) {
            lines.remove(line);
        }
        return runs;
    }

    int waiting() {
        return (int) Math.min(Integer.MAX_VALUE, waiting);
    }

    List<Demand> demand() {
        List<Demand> demand = new ArrayList<>();
        lines.forEach((line, batches) -> demand.add(new Demand(
                line.source(),
                Demand.Kind.WAITING,
                line.need(),
                batches.stream().mapToInt(batch -> batch.count).sum())));
        return demand;
    }

    SimulationResult.Waiting waits() {
        return waits.result(waiting());
    }
}
