package dev.muster.simulator.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.simulator.MachineModel;
import dev.muster.simulator.Scenario;
import dev.muster.simulator.Simulation;
import dev.muster.simulator.WorkArrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The closed loop takes every transition of a node's life that decisions cause or react to, and no other. */
class TransitionsTest {
    /** Transitions that no decision causes and that are not simulated: the head makes them on an operator's command or after a probe. */
    private static final Set<String> NOT_SIMULATED =
            Set.of("REQUESTED STOPPING", "STARTING LOST", "STARTING STOPPING", "DRAINED LOST", "LOST DRAINING");

    @Test
    void everyTransitionOfTheLoopIsTakenAndAllowed() {
        Set<String> expected = new TreeSet<>();
        for (NodeState from : NodeState.values()) {
            for (NodeState to : NodeState.values()) {
                if (from.mayBecome(to) && !NOT_SIMULATED.contains(from + " " + to)) {
                    expected.add(from + " " + to);
                }
            }
        }
        assertThat(taken()).containsAll(expected);
    }

    private static Set<String> taken() {
        Set<String> taken = new TreeSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            Simulation.run(scenario(seed), Autoscaler::decide, new Simulation.Observer() {
                @Override
                public void decided(Snapshot snapshot, Decision decision, Map<String, Integer> machines) {}

                @Override
                public void became(NodeKey key, NodeState from, NodeState to) {
                    assertThat(from.mayBecome(to))
                            .as("%s from %s to %s", key, from, to)
                            .isTrue();
                    taken.add(from + " " + to);
                }
            });
        }
        return taken;
    }

    /** Short timeouts and short work, so that nodes are drained and needed again all the time. */
    private static Scenario scenario(long seed) {
        Random random = new Random(seed);
        List<WorkArrival> work = new ArrayList<>();
        PlacementRequest need = PlacementRequest.of(Shape.of(Resources.of("CPU", 1)));
        for (int second = 0; second < 6 * 3600; second += 1 + random.nextInt(120)) {
            work.add(new WorkArrival.Work(
                    Duration.ofSeconds(second),
                    "work",
                    need,
                    1 + random.nextInt(12),
                    Duration.ofSeconds(1 + random.nextInt(90))));
        }
        Map<String, TypeLimits> types = Map.of("cpu", new TypeLimits("cpu", "cpu", 1, 8, Duration.ofSeconds(20), 0));
        MachineModel machine = new MachineModel(
                Duration.ofSeconds(20), 0.5, Duration.ofSeconds(2), new MachineModel.Faults(0.1, 0.05, 0.05, 6, 0.5));
        return new Scenario(
                new Limits(types, 8, 1),
                List.of(new Offer("cpu", "cpu", Resources.of("CPU", 4), Map.of(), 8)),
                Resources.NONE,
                Map.of("cpu", machine),
                work,
                Duration.ofHours(6),
                seed);
    }
}
