package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;

/** Makes the decision of one iteration of the control loop: a pure function, so it can be tested on random input, replayed and explained. */
public final class Autoscaler {
    private Autoscaler() {}

    public static Decision decide(Snapshot snapshot) {
        SortedSnapshot sorted = new SortedSnapshot(snapshot);
        RequiredRemovals removals = RequiredRemovals.of(sorted);
        PlacementPlan plan = new Planner(sorted, removals).plan();
        return DecisionBuilder.decision(sorted, removals, plan);
    }
}
