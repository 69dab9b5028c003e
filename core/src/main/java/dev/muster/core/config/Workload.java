package dev.muster.core.config;

import dev.muster.core.Resources;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The input of a simulation: when which work arrives, and how machines behave. It is validated, with every default filled in.
 *
 * @param seed the seed of the random numbers
 * @param machines by node type; machines of other types boot in a minute and never fail
 * @param parts in the order of the file
 */
public record Workload(Duration length, long seed, Map<String, Machines> machines, List<Part> parts) {
    public Workload {
        machines = Map.copyOf(machines);
        parts = List.copyOf(parts);
    }

    /**
     * How the machines of one type behave.
     *
     * @param found the resources of a node if the config declares none
     * @param noResources names of resources that a node does not have
     * @param spread boot times vary by up to this share, evenly distributed
     */
    public record Machines(
            Resources found, Set<String> noResources, Duration boot, double spread, Duration stop, Faults faults) {
        public Machines {
            noResources = Set.copyOf(noResources);
        }
    }

    /**
     * How often machines fail.
     *
     * @param bootFails share of boots that fail, 0 to 1
     * @param lostPerHour how often a node is lost per hour of being up
     */
    public record Faults(double bootFails, double lostPerHour) {}

    /** When something arrives: at {@code first}, and then, if {@code every} is positive, at that interval up to {@code until}. */
    public record Times(Duration first, Duration every, Duration until) {
        /** Returns the number of arrivals. */
        public long count() {
            return every.isPositive() && until.compareTo(first) > 0
                    ? until.minus(first).dividedBy(every) + 1
                    : 1;
        }

        /** Returns the time of an arrival. @param index starts at 0 */
        public Duration at(long index) {
            return first.plus(every.multipliedBy(index));
        }
    }

    /** Demand that arrives. */
    public sealed interface Part {
        Times times();

        /** {@code count} equal tasks, each of which runs for {@code runtime} once it is placed. */
        record Tasks(Times times, PlacementRequest need, int count, Duration runtime) implements Part {}

        /** {@code count} equal bundles that start together or not at all. */
        record Together(Times times, PlacementRequest need, int count, GangStrategy strategy, Duration runtime)
                implements Part {}

        /** Standing demand, as {@code cluster request} sets it. The requests of one time replace all earlier ones; a count of 0 requests nothing. */
        record Request(Times times, PlacementRequest need, int count) implements Part {}
    }
}
