package dev.muster.autoscaler.simulate;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.core.placement.Need;
import java.time.Duration;
import java.util.List;

/** Something that is asked for at a time after the start. */
public sealed interface Arrival {
    Duration at();

    /** {@code count} equal tasks; each runs for {@code runtime} once it is placed. */
    record Work(Duration at, String source, Need need, int count, Duration runtime) implements Arrival {}

    /** A gang whose bundles start together and run for {@code runtime}. */
    record GangWork(Duration at, Gang gang, Duration runtime) implements Arrival {}

    /** From now on this is the standing demand; it replaces the one before. */
    record Standing(Duration at, List<Demand> demand) implements Arrival {
        public Standing {
            demand = List.copyOf(demand);
        }
    }
}
