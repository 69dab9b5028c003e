package dev.muster.simulator;

import dev.muster.autoscaler.Limits;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that the result of a simulation depends on.
 *
 * @param pool the machines that exist or can be made, as offers while all are free
 * @param head the resources of the head's node; {@link Resources#NONE} if it holds no work
 * @param machines by node type; a type that is not in it boots in a minute and never fails
 * @param length how long to simulate
 * @param seed the seed of all random values
 */
public record Scenario(
        Limits limits,
        List<Offer> pool,
        Resources head,
        Map<String, MachineModel> machines,
        List<WorkArrival> workload,
        Duration length,
        long seed) {
    private static final MachineModel DEFAULT_MACHINE = MachineModel.steady(Duration.ofMinutes(1));

    public Scenario {
        pool = List.copyOf(pool);
        machines = Map.copyOf(machines);
        workload = List.copyOf(workload);
    }

    MachineModel machine(String type) {
        return machines.getOrDefault(type, DEFAULT_MACHINE);
    }

    public Scenario withLimits(Limits newLimits) {
        return new Scenario(newLimits, pool, head, machines, workload, length, seed);
    }

    public Scenario withMachines(Map<String, MachineModel> newMachines) {
        return new Scenario(limits, pool, head, newMachines, workload, length, seed);
    }
}
