package dev.muster.autoscaler;

/** The decision of one tick: a pure function, so it can be tested on random worlds, replayed and explained. */
public final class Autoscaler {
    private Autoscaler() {}

    public static Decision decide(Snapshot snapshot) {
        SortedSnapshot world = new SortedSnapshot(snapshot);
        RequiredRemovals departures = RequiredRemovals.of(world);
        PlacementPlan plan = new Planner(world, departures).plan();
        return DecisionBuilder.decision(world, departures, plan);
    }
}
