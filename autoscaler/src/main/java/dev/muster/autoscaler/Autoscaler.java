package dev.muster.autoscaler;

/** The decision of one tick: a pure function, so it can be tested on random worlds, replayed and explained. */
public final class Autoscaler {
    private Autoscaler() {}

    public static Decision decide(Snapshot snapshot) {
        World world = new World(snapshot);
        Departures departures = Departures.of(world);
        Plan plan = new Planner(world, departures).plan();
        return Writing.decision(world, departures, plan);
    }
}
