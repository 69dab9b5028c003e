package dev.muster.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up node hours over time and records the timeline. */
final class UsageMeter {
    private static final double SECONDS_PER_HOUR = 3600;

    /** Task counts change all the time, so a change in them alone adds a point only once in this time. */
    private static final Duration TASK_COUNTS_EVERY = Duration.ofMinutes(1);

    private final Instant start;
    private final Map<String, Double> hours = new TreeMap<>();
    private final List<SimulationResult.Point> timeline = new ArrayList<>();
    private Instant last;
    private double busyHours;

    UsageMeter(Instant start) {
        this.start = start;
        this.last = start;
    }

    /** Adds the time since the last call, in which these counts were valid. Call this before anything changes. */
    void advance(Instant now, Map<String, Integer> machines, int busy) {
        double passed = Duration.between(last, now).toMillis() / 1000.0 / SECONDS_PER_HOUR;
        if (passed > 0) {
            machines.forEach((type, count) -> hours.merge(type, count * passed, Double::sum));
            busyHours += busy * passed;
            last = now;
        }
    }

    void add(SimulationResult.Point point) {
        boolean isSoon =
                !timeline.isEmpty() && point.at().minus(timeline.getLast().at()).compareTo(TASK_COUNTS_EVERY) < 0;
        if (isSoon && timeline.getLast().hasSameNodes(point)) {
            return;
        }
        if (!timeline.isEmpty() && timeline.getLast().at().equals(point.at())) {
            timeline.removeLast();
        }
        if (timeline.isEmpty() || !timeline.getLast().hasSameCounts(point)) {
            timeline.add(point);
        }
    }

    Duration sinceStart(Instant now) {
        return Duration.between(start, now);
    }

    List<SimulationResult.Point> timeline() {
        return timeline;
    }

    Map<String, Double> hoursByType() {
        return hours;
    }

    double hours() {
        return hours.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    double busyShare() {
        return hours() == 0 ? 0 : busyHours / hours();
    }
}
