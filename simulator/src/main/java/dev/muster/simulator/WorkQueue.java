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

/** The work that waits for a node, oldest first among equal tasks. It also measures how long work waits. */
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

    /** What equal tasks have in common. */
    record Line(String source, PlacementRequest need) {}

    /** Equal tasks that started together on one node. Two runs are never equal, whatever their values. */
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

    /** A gang that waits for nodes. */
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

    /** Puts work back whose node was lost. It waits again from now on. */
    void requeue(Run run, Instant now) {
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

    /** Removes a gang that has started. */
    void started(WaitingGang gang, Instant now) {
        gangs.remove(gang);
        waiting -= gang.gang().bundles().size();
        waits.add(Duration.between(gang.arrived(), now), gang.gang().bundles().size());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<Line> lines() {
        return List.copyOf(lines.keySet());
    }

    /** Removes up to {@code most} tasks of the line and returns them as runs that start now. */
    List<Run> take(Line line, int most, Instant now) {
        List<Run> runs = new ArrayList<>();
        Deque<Batch> batches = lines.getOrDefault(line, new ArrayDeque<>());
        int left = most;
        while (left > 0 && !batches.isEmpty()) {
            Batch first = batches.getFirst();
            int count = Math.min(left, first.count);
            runs.add(new Run(line, count, first.arrived, first.runtime));
            waits.add(Duration.between(first.arrived, now), count);
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
