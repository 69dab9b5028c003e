package dev.muster.simulator;

import dev.muster.autoscaler.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a scenario.
 *
 * @param timeline a point at the start, one whenever a count changed, one at the end
 * @param actions all that was decided, in order
 * @param nodeHours of workers, from the launch to the end of the machine
 * @param busyShare of these hours in which some work ran
 * @param decisions how many were made
 */
public record SimulationResult(
        List<Point> timeline,
        List<Done> actions,
        Map<String, Double> nodeHoursByType,
        double nodeHours,
        double busyShare,
        Waiting waiting,
        int launches,
        int failures,
        long decisions) {
    public SimulationResult {
        timeline = List.copyOf(timeline);
        actions = List.copyOf(actions);
        nodeHoursByType = Map.copyOf(nodeHoursByType);
    }

    /**
     * Counts at a time after the start. Workers only.
     *
     * @param machines that exist, in whatever state
     */
    public record Point(
            Duration at, int machines, int starting, int ready, int draining, int waitingTasks, int runningTasks) {
        boolean sameNodes(Point other) {
            return machines == other.machines
                    && starting == other.starting
                    && ready == other.ready
                    && draining == other.draining;
        }

        boolean sameCounts(Point other) {
            return sameNodes(other) && waitingTasks == other.waitingTasks && runningTasks == other.runningTasks;
        }
    }

    public record Done(Duration at, long tick, Action action) {}

    /**
     * How long tasks waited from arrival to start.
     *
     * @param started how many started
     * @param unstarted how many still waited at the end; they are not in the percentiles
     */
    public record Waiting(Duration p50, Duration p95, Duration longest, long started, long unstarted) {}

    public int peakMachines() {
        return timeline.stream().mapToInt(Point::machines).max().orElse(0);
    }

    /** The counts that held at a time. */
    public Point at(Duration when) {
        Point last = timeline.getFirst();
        for (Point point : timeline) {
            if (point.at().compareTo(when) > 0) {
                return last;
            }
            last = point;
        }
        return last;
    }
}
