package dev.muster.simulator;

import java.time.Duration;

/** What another setting changes, with the same work, machines and chance. Positive: the second has more. */
public record Comparison(SimulationResult first, SimulationResult second) {
    public double nodeHours() {
        return second.nodeHours() - first.nodeHours();
    }

    /** 0.04 is 4 % more; 0 where there were none. */
    public double nodeHoursShare() {
        return first.nodeHours() == 0 ? 0 : nodeHours() / first.nodeHours();
    }

    public int launches() {
        return second.launches() - first.launches();
    }

    public Duration p50() {
        return second.waiting().p50().minus(first.waiting().p50());
    }

    public Duration p95() {
        return second.waiting().p95().minus(first.waiting().p95());
    }

    public int peakMachines() {
        return second.peakMachines() - first.peakMachines();
    }
}
