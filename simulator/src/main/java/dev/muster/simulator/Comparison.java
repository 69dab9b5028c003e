package dev.muster.simulator;

import java.time.Duration;

/** The difference between two results of the same work, machines and seed. A positive value means that the second result has more. */
public record Comparison(SimulationResult first, SimulationResult second) {
    public double nodeHours() {
        return second.nodeHours() - first.nodeHours();
    }

    /** The difference as a share of the first result: 0.04 is 4 % more. 0 if the first result has no node hours. */
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
