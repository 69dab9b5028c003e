package dev.muster.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulationTest {
    private static final PlacementRequest TWO_CPUS = PlacementRequest.of(Shape.of(Resources.of("CPU", 2)));

    private static Scenario scenario(int min, int max, Duration idle, List<WorkArrival> workload) {
        Map<String, TypeLimits> types = Map.of("cpu", new TypeLimits("cpu", "cpu", min, max, idle, 0));
        return new Scenario(
                new Limits(types, max, 1),
                List.of(new Offer("cpu", "cpu", Resources.of("CPU", 4), Map.of(), max)),
                Resources.NONE,
                Map.of("cpu", MachineModel.steady(Duration.ofSeconds(40))),
                workload,
                Duration.ofHours(2),
                7);
    }

    private static WorkArrival work(Duration at, int count, Duration runtime) {
        return new WorkArrival.Work(at, "work", TWO_CPUS, count, runtime);
    }

    @Test
    void theClusterGrowsForABurstAndThenShrinksToItsMinimum() {
        SimulationResult result = Simulation.run(scenario(
                1, 8, Duration.ofMinutes(5), List.of(work(Duration.ofMinutes(10), 16, Duration.ofMinutes(3)))));

        assertThat(result.at(Duration.ofMinutes(9)).ready()).isEqualTo(1);
        assertThat(result.peakMachines()).isLessThanOrEqualTo(8).isGreaterThanOrEqualTo(6);
        assertThat(result.timeline().getLast().machines()).isEqualTo(1);
        assertThat(result.waiting().started()).isEqualTo(16);
        assertThat(result.waiting().unstarted()).isZero();
    }

    @Test
    void nodesForStandingDemandAreReadyASecondAfterTheirBootTime() {
        WorkArrival request = new WorkArrival.Standing(
                Duration.ofMinutes(10), List.of(new Demand("request", Demand.Kind.STANDING, TWO_CPUS, 16)));
        SimulationResult result = Simulation.run(scenario(1, 8, Duration.ofMinutes(5), List.of(request)));

        assertThat(result.at(Duration.ofMinutes(10).plusSeconds(41)).ready()).isEqualTo(8);
    }

    @Test
    void aNodeIsIdleOnlyOnceItHoldsNoStandingDemand() {
        SimulationResult result = Simulation.run(scenario(
                1,
                8,
                Duration.ofMinutes(5),
                List.of(standing(Duration.ofMinutes(10), 16), standing(Duration.ofMinutes(40), 0))));

        Duration clear = Duration.ofMinutes(40);
        assertThat(result.at(clear).ready()).isEqualTo(8);
        assertThat(result.at(clear.plusMinutes(5)).ready())
                .as("the timeout begins when the request ends")
                .isEqualTo(8);
        assertThat(result.at(clear.plusMinutes(5).plusSeconds(10)).machines()).isEqualTo(1);
    }

    private static WorkArrival standing(Duration at, int count) {
        return new WorkArrival.Standing(at, List.of(new Demand("request", Demand.Kind.STANDING, TWO_CPUS, count)));
    }

    @Test
    void theSameScenarioGivesTheSameResult() {
        MachineModel.Faults faults = new MachineModel.Faults(0.2, 0.1, 0.1, 2, 0.5);
        Scenario failing = scenario(
                        2, 8, Duration.ofMinutes(1), List.of(work(Duration.ofMinutes(1), 200, Duration.ofMinutes(2))))
                .withMachines(Map.of(
                        "cpu", MachineModel.steady(Duration.ofSeconds(40)).withFaults(faults)));

        assertThat(Simulation.run(failing)).isEqualTo(Simulation.run(failing));
    }

    @Test
    void longerIdleTimeoutsCostNodeHoursAndSaveBoots() {
        List<WorkArrival> everyTenMinutes = new ArrayList<>();
        for (int minute = 0; minute < 100; minute += 10) {
            everyTenMinutes.add(work(Duration.ofMinutes(minute), 8, Duration.ofMinutes(2)));
        }
        SimulationResult shortTimeout = Simulation.run(scenario(0, 4, Duration.ofMinutes(1), everyTenMinutes));
        SimulationResult longTimeout = Simulation.run(scenario(0, 4, Duration.ofMinutes(15), everyTenMinutes));
        Comparison comparison = new Comparison(shortTimeout, longTimeout);

        assertThat(comparison.nodeHours()).isPositive();
        assertThat(comparison.launches()).isNegative();
        assertThat(comparison.p50()).isNegative();
        assertThat(shortTimeout.nodeHours()).isLessThan(4 * 2);
    }

    /** It takes a few seconds on an idle machine. The time limit allows for a busy one. */
    @Test
    @Timeout(60)
    void aDayOfAThousandNodeClusterTakesSeconds() {
        List<WorkArrival> day = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute += 2) {
            int wave = (int) (900 + 800 * Math.sin(minute / 1440.0 * 2 * Math.PI));
            day.add(new WorkArrival.Work(
                    Duration.ofMinutes(minute), "wave", TWO_CPUS, wave / 6, Duration.ofMinutes(5 + minute % 20)));
        }
        Map<String, TypeLimits> types = Map.of("cpu", new TypeLimits("cpu", "cpu", 10, 1000, Duration.ofMinutes(5), 0));
        Scenario scenario = new Scenario(
                new Limits(types, 1000, 10),
                List.of(new Offer("cpu", "cpu", Resources.of("CPU", 4), Map.of(), 1000)),
                Resources.NONE,
                Map.of(
                        "cpu",
                        new MachineModel(
                                Duration.ofSeconds(60),
                                0.3,
                                Duration.ofSeconds(5),
                                new MachineModel.Faults(0.02, 0, 0, 0.01, 0.5))),
                day,
                Duration.ofDays(1),
                1);
        SimulationResult result = Simulation.run(scenario);
        assertThat(result.waiting().started()).isGreaterThan(10000);
        assertThat(result.actions().stream()
                        .filter(done -> done.action() instanceof Action.Launch)
                        .count())
                .isEqualTo(result.launches());
    }
}
