package dev.muster.simulator;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.List;

/** Demand that arrives at some time after the start of the simulation. */
public sealed interface WorkArrival {
    Duration at();

    /** {@code count} equal tasks. Each runs for {@code runtime} once it is placed. */
    record Work(Duration at, String source, PlacementRequest need, int count, Duration runtime)
            implements WorkArrival {}

    /** A gang whose bundles start together and run for {@code runtime}. */
    record GangWork(Duration at, Gang gang, Duration runtime) implements WorkArrival {}

    /** New standing demand, which replaces the one before. */
    record Standing(Duration at, List<Demand> demand) implements WorkArrival {
        public Standing {
            demand = List.copyOf(demand);
        }
    }
}
