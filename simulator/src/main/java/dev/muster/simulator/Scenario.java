package dev.muster.simulator;

import dev.muster.autoscaler.Limits;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that a simulation depends on.
 *
 * @param pool the machines that exist or can be bought, as offers while all are free
 * @param head what the head's node can hold; {@link Resources#NONE} where it holds no work
 * @param machines by type; a type that is not in it boots in a minute and never fails
 * @param seed of all chance
 */
public record Scenario(
        Limits limits,
        List<Offer> pool,
        Resources head,
        Map<String, MachineModel> machines,
        List<WorkArrival> workload,
        Duration length,
        long seed) {
    private static final MachineModel ORDINARY = MachineModel.steady(Duration.ofMinutes(1));

    public Scenario {
        pool = List.copyOf(pool);
        machines = Map.copyOf(machines);
        workload = List.copyOf(workload);
    }

    MachineModel machine(String type) {
        return machines.getOrDefault(type, ORDINARY);
    }

    public Scenario withLimits(Limits newLimits) {
        return new Scenario(newLimits, pool, head, machines, workload, length, seed);
    }

    public Scenario withMachines(Map<String, MachineModel> newMachines) {
        return new Scenario(limits, pool, head, newMachines, workload, length, seed);
    }
}
