package dev.muster.simulator;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The result of a simulation. All counts and hours are of workers only.
 *
 * @param timeline a point at the start, one for each change of a count, and one at the end
 * @param actions all actions that were decided, in order
 * @param nodeHours the hours from the launch to the removal of each machine, added up
 * @param busyShare the share of these hours in which some work ran
 * @param decisions how many decisions were made
 * @param unmet the demand that no node held after the last decision, with the reason
 */
public record SimulationResult(
        List<Point> timeline,
        List<TimedAction> actions,
        Map<String, Double> nodeHoursByType,
        double nodeHours,
        double busyShare,
        Waiting waiting,
        int launches,
        int failures,
        long decisions,
        List<Decision.Unmet> unmet) {
    public SimulationResult {
        timeline = List.copyOf(timeline);
        actions = List.copyOf(actions);
        nodeHoursByType = Map.copyOf(nodeHoursByType);
        unmet = List.copyOf(unmet);
    }

    /**
     * Counts at a time after the start.
     *
     * @param machines how many machines exist, in whatever state their nodes are
     */
    public record Point(
            Duration at, int machines, int starting, int ready, int draining, int waitingTasks, int runningTasks) {
        boolean hasSameNodes(Point other) {
            return machines == other.machines
                    && starting == other.starting
                    && ready == other.ready
                    && draining == other.draining;
        }

        boolean hasSameCounts(Point other) {
            return hasSameNodes(other) && waitingTasks == other.waitingTasks && runningTasks == other.runningTasks;
        }
    }

    /**
     * An action and when it was decided.
     *
     * @param tick the number of the decision
     */
    public record TimedAction(Duration at, long tick, Action action) {}

    /**
     * How long tasks waited from arrival to start.
     *
     * @param started how many tasks started
     * @param unstarted how many tasks still waited at the end; they are not in the percentiles
     */
    public record Waiting(Duration p50, Duration p95, Duration longest, long started, long unstarted) {}

    /** The largest number of machines that existed at one time. */
    public int peakMachines() {
        return timeline.stream().mapToInt(Point::machines).max().orElse(0);
    }

    /** The counts at a time after the start. */
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
