package dev.muster.simulator.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.simulator.MachineModel;
import dev.muster.simulator.Scenario;
import dev.muster.simulator.Simulation;
import dev.muster.simulator.SimulationResult;
import dev.muster.simulator.WorkArrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The control loop over random scenarios. A failure names the seed; {@code -Dmuster.loops} sets how many scenarios are run. */
class ClosedLoopTest {
    private static final int LOOPS = Integer.getInteger("muster.loops", 150);
    private static final long FIRST_SEED = Long.getLong("muster.seed", 1);
    private static final Duration LONG = Duration.ofDays(365);

    private final List<String> violations = new ArrayList<>();

    private static final class Scenarios {
        private final Random random;
        private final long seed;
        private boolean minimums = true;

        Scenarios(long seed) {
            this.seed = seed;
            this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        }

        /** Leaves out minimums, which could use up a low maximum for ever. */
        Scenarios withoutMinimums() {
            minimums = false;
            return this;
        }

        Limits limits() {
            Map<String, TypeLimits> types = new LinkedHashMap<>();
            int mins = 0;
            for (String type : List.of("cpu", "gpu").subList(0, 1 + random.nextInt(2))) {
                int max = 1 + random.nextInt(6);
                int min = minimums ? random.nextInt(Math.min(max, 3) + 1) : 0;
                mins += min;
                types.put(type, new TypeLimits(type, type, min, max, Duration.ofMinutes(random.nextInt(6)), 0));
            }
            return new Limits(types, Math.max(mins, 1 + random.nextInt(9)), random.nextInt(3));
        }

        List<Offer> pool(Limits limits) {
            List<Offer> pool = new ArrayList<>();
            for (String type : limits.types().keySet()) {
                for (int offer = 0; offer <= random.nextInt(3); offer++) {
                    Resources plain = Resources.of("CPU", 2 + 2 * random.nextInt(4));
                    Resources all = type.equals("gpu") ? plain.plus(Resources.of("GPU", 2)) : plain;
                    pool.add(new Offer(type + "-" + offer, type, all, Map.of(), 1 + random.nextInt(5)));
                }
            }
            return pool;
        }

        PlacementRequest need() {
            return PlacementRequest.of(Shape.of(
                    switch (random.nextInt(4)) {
                        case 0 -> Resources.of("GPU", 0.5 * (1 + random.nextInt(3)));
                        case 1 -> Resources.of("CPU", 0.5, "GPU", 1);
                        default -> Resources.of("CPU", 0.5 + random.nextInt(5));
                    }));
        }

        /** Demand that never changes and that no scheduler takes. */
        List<WorkArrival> constant() {
            List<Demand> demand = new ArrayList<>();
            for (int line = random.nextInt(5); line > 0; line--) {
                Demand.Kind kind = Demand.Kind.values()[random.nextInt(2)];
                demand.add(new Demand("operator", kind, need(), 1 + random.nextInt(8)));
            }
            return List.of(new WorkArrival.Standing(Duration.ZERO, demand));
        }

        /** Work that is placed and never ends. */
        List<WorkArrival> endless() {
            List<WorkArrival> all = new ArrayList<>(constant());
            for (int line = random.nextInt(4); line > 0; line--) {
                all.add(new WorkArrival.Work(Duration.ZERO, "work", need(), 1 + random.nextInt(8), LONG));
            }
            if (random.nextInt(3) == 0) {
                GangStrategy strategy = GangStrategy.values()[random.nextInt(4)];
                Gang gang = new Gang("work", "gang", strategy, Collections.nCopies(1 + random.nextInt(4), need()));
                all.add(new WorkArrival.GangWork(Duration.ZERO, gang, LONG));
            }
            return all;
        }

        List<WorkArrival> changing() {
            List<WorkArrival> all = new ArrayList<>(constant());
            for (int burst = random.nextInt(6); burst >= 0; burst--) {
                Duration at = Duration.ofMinutes(random.nextInt(90));
                all.add(new WorkArrival.Work(
                        at, "work", need(), 1 + random.nextInt(20), Duration.ofSeconds(20 + random.nextInt(600))));
            }
            all.add(new WorkArrival.Standing(Duration.ofMinutes(30 + random.nextInt(60)), List.of()));
            return all;
        }

        Scenario scenario(List<WorkArrival> workload, MachineModel.Faults faults) {
            Limits limits = limits();
            MachineModel machine = new MachineModel(
                    Duration.ofSeconds(10 + random.nextInt(200)),
                    random.nextDouble() / 2,
                    Duration.ofSeconds(1 + random.nextInt(20)),
                    faults);
            return new Scenario(
                    limits,
                    pool(limits),
                    random.nextBoolean() ? Resources.of("CPU", 2) : Resources.NONE,
                    Map.of("cpu", machine, "gpu", machine),
                    workload,
                    Duration.ofHours(12),
                    seed);
        }

        MachineModel.Faults faults() {
            return new MachineModel.Faults(
                    random.nextDouble() / 2,
                    random.nextDouble() / 4,
                    random.nextDouble() / 4,
                    random.nextDouble() * 3,
                    random.nextDouble());
        }
    }

    private interface Loop {
        void run(long seed, Scenarios scenarios);
    }

    private void forEachSeed(Loop loop) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + LOOPS; seed++) {
            loop.run(seed, new Scenarios(seed));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void underConstantDemandTheLoopSettlesAndRemovesNothingItLaunched() {
        forEachSeed((seed, scenarios) -> {
            Scenario scenario = scenarios.scenario(scenarios.constant(), MachineModel.Faults.NONE);
            SimulationResult result = Simulation.run(scenario);
            for (SimulationResult.TimedAction done : result.actions()) {
                if (!(done.action() instanceof Action.Launch) || done.at().compareTo(Duration.ofHours(1)) > 0) {
                    violations.add("seed " + seed + " at " + done.at() + ": " + done.action());
                }
            }
        });
    }

    @Test
    void theLoopSettlesOnceAllWorkIsPlaced() {
        forEachSeed((seed, scenarios) -> {
            Scenario scenario = scenarios.scenario(scenarios.endless(), MachineModel.Faults.NONE);
            SimulationResult result = Simulation.run(scenario);
            for (SimulationResult.TimedAction done : result.actions()) {
                if (done.at().compareTo(Duration.ofHours(2)) > 0) {
                    violations.add("seed " + seed + " at " + done.at() + ": " + done.action());
                }
            }
        });
    }

    @Test
    void machinesNeverExceedTheMaximumEvenIfProvidersReportWrongly() {
        forEachSeed((seed, scenarios) -> {
            Scenario scenario = scenarios.scenario(scenarios.changing(), scenarios.faults());
            Random random = new Random(seed);
            Simulation.run(
                    scenario,
                    Autoscaler::decide,
                    (snapshot, decision, machines) -> {
                        int total = machines.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum();
                        boolean isAbove = total > scenario.limits().maxWorkers();
                        for (TypeLimits type : scenario.limits().types().values()) {
                            isAbove |= machines.getOrDefault(type.type(), 0) > type.max();
                        }
                        if (isAbove) {
                            violations.add("seed " + seed + " at " + snapshot.now() + ": " + machines + " "
                                    + scenario.limits());
                        }
                    },
                    snapshot -> misreported(snapshot, random));
        });
    }

    /** Offers more than there is, repeats offers and nodes, and changes their order. */
    private static Snapshot misreported(Snapshot s, Random random) {
        List<Offer> offers = new ArrayList<>();
        for (Offer offer : s.offers()) {
            offers.add(new Offer(
                    offer.id(), offer.type(), offer.resources(), offer.labels(), offer.count() + random.nextInt(3)));
            offers.add(offer);
        }
        List<NodeView> nodes = new ArrayList<>(s.nodes());
        nodes.addAll(s.nodes());
        Collections.shuffle(offers, random);
        Collections.shuffle(nodes, random);
        return new Snapshot(s.now(), s.tick(), s.limits(), nodes, offers, s.demand(), s.gangs(), s.ledger());
    }

    @Test
    void noTypeIsBelowItsMinimumForLongerThanThePauseAndABoot() {
        Duration longest = Duration.ofMinutes(10 + 6 + 2);
        forEachSeed((seed, scenarios) -> {
            MachineModel.Faults faults = scenarios.faults();
            Scenario scenario = scenarios.scenario(
                    scenarios.changing(),
                    new MachineModel.Faults(
                            faults.bootFails(), 0, faults.answerLost(), faults.lostPerHour(), faults.returns()));
            Map<String, Instant> below = new HashMap<>();
            Simulation.run(scenario, Autoscaler::decide, (snapshot, decision, machines) -> {
                for (TypeLimits type : scenario.limits().types().values()) {
                    int offered = scenario.pool().stream()
                            .filter(offer -> offer.type().equals(type.type()))
                            .mapToInt(Offer::count)
                            .sum();
                    long there = snapshot.nodes().stream()
                            .filter(node -> node.type().equals(type.type())
                                    && node.state().isUsable())
                            .count();
                    if (there >= Math.min(type.min(), offered)) {
                        below.remove(type.type());
                    } else if (decision.actions().stream()
                            .anyMatch(action -> action instanceof Action.Launch launch
                                    && launch.type().equals(type.type()))) {
                        below.remove(type.type());
                    } else {
                        Instant since = below.computeIfAbsent(type.type(), unused -> snapshot.now());
                        if (Duration.between(since, snapshot.now()).compareTo(longest) > 0) {
                            violations.add("seed " + seed + ": " + type.type() + " below its minimum from " + since
                                    + " to " + snapshot.now());
                        }
                    }
                }
            });
        });
    }

    @Test
    void everyDecisionOfTheLoopHasEveryProperty() {
        forEachSeed((seed, scenarios) -> {
            Scenario scenario = scenarios.scenario(scenarios.changing(), scenarios.faults());
            Simulation.run(scenario, Autoscaler::decide, (snapshot, decision, machines) -> {
                for (Property property : Properties.ALL) {
                    property.check()
                            .violation(snapshot, decision, Autoscaler::decide)
                            .ifPresent(violation -> violations.add("seed " + seed + " at " + snapshot.now() + ": "
                                    + property.sentence() + ": " + violation));
                }
            });
        });
    }

    @Test
    void allWorkThatFitsIsDoneAlthoughMachinesFail() {
        forEachSeed((seed, scenarios) -> {
            MachineModel.Faults faults = new MachineModel.Faults(0.2, 0.1, 0.1, 0.2, 0.5);
            Scenario scenario = scenarios.withoutMinimums().scenario(scenarios.changing(), faults);
            Map<String, Long> never = new HashMap<>();
            List<String> last = new ArrayList<>();
            SimulationResult result = Simulation.run(scenario, Autoscaler::decide, (snapshot, decision, machines) -> {
                never.clear();
                last.clear();
                last.add("" + decision.unmet() + decision.refusals() + snapshot.nodes());
                decision.unmet().stream()
                        .filter(unmet -> unmet.reason().code() == Decision.Reason.Code.FITS_NOTHING)
                        .filter(unmet -> unmet.source().equals("work"))
                        .forEach(unmet -> never.merge("work", (long) unmet.count(), Long::sum));
            });
            if (result.waiting().unstarted() > never.getOrDefault("work", 0L)) {
                violations.add("seed " + seed + ": " + result.waiting() + " " + never + last + scenario.limits());
            }
        });
    }

    @Test
    void oneBrokenTypeDoesNotBlockTheOthers() {
        MachineModel good = MachineModel.steady(Duration.ofSeconds(30));
        MachineModel broken = good.withFaults(new MachineModel.Faults(1, 0, 0, 0, 0));
        Map<String, TypeLimits> types = new LinkedHashMap<>();
        types.put("bad", new TypeLimits("bad", "bad", 2, 10, Duration.ofMinutes(5), 9));
        types.put("good", new TypeLimits("good", "good", 1, 10, Duration.ofMinutes(5), 0));
        Scenario scenario = new Scenario(
                new Limits(types, 12, 1),
                List.of(
                        new Offer("bad", "bad", Resources.of("CPU", 4), Map.of(), 10),
                        new Offer("good", "good", Resources.of("CPU", 4), Map.of(), 10)),
                Resources.NONE,
                Map.of("bad", broken, "good", good),
                List.of(new WorkArrival.Work(
                        Duration.ofMinutes(1),
                        "work",
                        PlacementRequest.of(Shape.of(Resources.of("CPU", 4))),
                        8,
                        Duration.ofMinutes(1))),
                Duration.ofHours(1),
                1);

        SimulationResult result = Simulation.run(scenario);

        assertThat(result.waiting().unstarted()).isZero();
        assertThat(result.waiting().longest()).isLessThan(Duration.ofMinutes(4));
        assertThat(result.launches())
                .as("the broken type is tried less and less often")
                .isLessThan(50);
    }
}
