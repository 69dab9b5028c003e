package dev.muster.core.config;

import dev.muster.core.Resources;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a simulation is asked to live through: when which work comes, and how machines behave. Checked, with every default filled in.
 *
 * @param seed of all chance
 * @param machines by node type; a type that is not in it boots in a minute and never fails
 * @param parts in the file's order
 */
public record Workload(Duration length, long seed, Map<String, Machines> machines, List<Part> parts) {
    public Workload {
        machines = Map.copyOf(machines);
        parts = List.copyOf(parts);
    }

    /**
     * Machines of one type.
     *
     * @param found what a node has where the config declares nothing
     * @param noResources names of which a node is said to have none
     * @param spread boot times differ by up to this share of them, evenly
     */
    public record Machines(
            Resources found, Set<String> noResources, Duration boot, double spread, Duration stop, Faults faults) {
        public Machines {
            noResources = Set.copyOf(noResources);
        }
    }

    /**
     * @param bootFails share of boots that fail, 0 to 1
     * @param lostPerHour how often in an hour of being up a node is lost
     */
    public record Faults(double bootFails, double lostPerHour) {}

    /** When something comes: at {@code first}, and where {@code every} is positive, again and again as long as it is not after {@code until}. */
    public record Times(Duration first, Duration every, Duration until) {
        /** How often it comes. */
        public long count() {
            return every.isPositive() && until.compareTo(first) > 0
                    ? until.minus(first).dividedBy(every) + 1
                    : 1;
        }

        public Duration at(long index) {
            return first.plus(every.multipliedBy(index));
        }
    }

    /** Something that is asked for. */
    public sealed interface Part {
        Times times();

        /** {@code count} equal tasks, each of which runs for {@code runtime} once it is placed. */
        record Tasks(Times times, PlacementRequest need, int count, Duration runtime) implements Part {}

        /** {@code count} equal bundles that start together or not at all. */
        record Together(Times times, PlacementRequest need, int count, GangStrategy strategy, Duration runtime)
                implements Part {}

        /** Standing demand, as of {@code cluster request}; those of one time replace all before. A count of 0 asks for nothing. */
        record Request(Times times, PlacementRequest need, int count) implements Part {}
    }
}
