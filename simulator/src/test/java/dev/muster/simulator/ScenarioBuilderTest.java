package dev.muster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.config.Workload;
import dev.muster.core.config.Workload.Faults;
import dev.muster.core.config.Workload.Machines;
import dev.muster.core.config.Workload.Part;
import dev.muster.core.config.Workload.Times;
import dev.muster.core.failure.UserError;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenarioBuilderTest {
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final PlacementRequest ONE_CPU = PlacementRequest.of(Shape.of(Resources.of("CPU", 1)));
    private static final ProviderConfig PROCESSES = new Provider(Optional.empty());

    /** @param listedHosts empty for a provider that creates machines on demand */
    private record Provider(Optional<List<HostConfig>> listedHosts) implements ProviderConfig {
        @Override
        public String type() {
            return "test";
        }

        @Override
        public int headPort() {
            return 0;
        }

        @Override
        public Optional<String> stateDir() {
            return Optional.empty();
        }
    }

    private static NodeTypeConfig type(String name, int max, Resources resources) {
        return new NodeTypeConfig(name, 0, max, resources, Map.of("kind", name), IDLE, 3, List.of(), List.of());
    }

    private static ClusterConfig config(ProviderConfig provider, NodeTypeConfig... types) {
        Map<String, NodeTypeConfig> all = new LinkedHashMap<>();
        all.put(
                "head",
                new NodeTypeConfig(
                        "head",
                        0,
                        0,
                        Resources.NONE,
                        Set.of("CPU"),
                        Map.of(),
                        IDLE,
                        NodeTypeConfig.DEFAULT_SET_UP_TIMEOUT,
                        0,
                        List.of(),
                        List.of()));
        for (NodeTypeConfig type : types) {
            all.put(type.name(), type);
        }
        return new ClusterConfig(
                "c1",
                provider,
                AuthConfig.NONE,
                all,
                "head",
                10,
                2.0,
                IDLE,
                EnvironmentConfig.NONE,
                FilesConfig.NONE,
                CommandsConfig.NONE,
                EngineConfig.NATIVE);
    }

    private static HostConfig host(String name, Resources resources, Map<String, String> labels) {
        return new HostConfig(
                name,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "cpu",
                resources,
                labels);
    }

    private static Machines machines(Resources found, double fails, double lost) {
        return new Machines(
                found, Set.of(), Duration.ofSeconds(90), 0.2, Duration.ofSeconds(7), new Faults(fails, lost));
    }

    private static Workload workload(Map<String, Machines> machines, Part... parts) {
        return new Workload(Duration.ofHours(2), 7, machines, List.of(parts));
    }

    private static Times once(int minute) {
        return new Times(Duration.ofMinutes(minute), Duration.ZERO, Duration.ZERO);
    }

    private static final ClusterConfig CPUS = config(PROCESSES, type("cpu", 4, Resources.of("CPU", 4)));

    @Test
    void aTypeOffersItsMaximumOfMachinesAndTheHeadsTypeOffersNone() {
        Scenario scenario = ScenarioBuilder.of(CPUS, workload(Map.of()));

        assertThat(scenario.pool())
                .containsExactly(new Offer("cpu", "cpu", Resources.of("CPU", 4), Map.of("kind", "cpu"), 4));
        assertThat(scenario.head()).isEqualTo(Resources.NONE);
        assertThat(scenario.limits().maxWorkers()).isEqualTo(10);
        assertThat(scenario.limits().upscalingSpeed()).isEqualTo(2);
        assertThat(scenario.length()).isEqualTo(Duration.ofHours(2));
        assertThat(scenario.seed()).isEqualTo(7);
    }

    @Test
    void equalHostsOfAPoolAreOneOfferAndADifferentHostIsAnother() {
        ProviderConfig pool = new Provider(Optional.of(List.of(
                host("h1", Resources.NONE, Map.of()),
                host("h2", Resources.of("licence", 1), Map.of("rack", "b")),
                host("h3", Resources.NONE, Map.of()))));

        Scenario scenario =
                ScenarioBuilder.of(config(pool, type("cpu", 4, Resources.of("CPU", 4))), workload(Map.of()));

        assertThat(scenario.pool())
                .containsExactly(
                        new Offer("cpu#1", "cpu", Resources.of("CPU", 4), Map.of("kind", "cpu"), 2),
                        new Offer(
                                "cpu#2",
                                "cpu",
                                Resources.of("CPU", 4, "licence", 1),
                                Map.of("kind", "cpu", "rack", "b"),
                                1));
    }

    @Test
    void resourcesInTheConfigWinOverThoseInTheWorkload() {
        Map<String, Machines> found = Map.of("cpu", machines(Resources.of("CPU", 64, "GPU", 2), 0, 0));

        Scenario scenario = ScenarioBuilder.of(CPUS, workload(found));

        assertThat(scenario.pool().getFirst().resources()).isEqualTo(Resources.of("CPU", 4, "GPU", 2));
    }

    @Test
    void failsIfTheNumberOfCpusOfANodeIsUnknown() {
        ClusterConfig silent = config(PROCESSES, type("cpu", 4, Resources.NONE));

        assertThatThrownBy(() -> ScenarioBuilder.of(silent, workload(Map.of())))
                .isInstanceOf(UserError.class)
                .hasMessage("the number of CPUs of a node of type 'cpu' is unknown");
        assertThat(ScenarioBuilder.of(silent, workload(Map.of("cpu", machines(Resources.of("CPU", 8), 0, 0))))
                        .pool()
                        .getFirst()
                        .resources())
                .isEqualTo(Resources.of("CPU", 8));
    }

    @Test
    void machinesBootStopAndFailAsInTheWorkload() {
        Scenario scenario = ScenarioBuilder.of(CPUS, workload(Map.of("cpu", machines(Resources.NONE, 0.1, 0.5))));

        assertThat(scenario.machine("cpu"))
                .isEqualTo(new MachineModel(
                        Duration.ofSeconds(90),
                        0.2,
                        Duration.ofSeconds(7),
                        new MachineModel.Faults(0.1, 0, 0, 0.5, 0)));
        assertThat(scenario.machine("another").boot()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void failsForMachinesOfATypeThatIsNotInTheConfig() {
        assertThatThrownBy(() -> ScenarioBuilder.of(CPUS, workload(Map.of("gpu", machines(Resources.NONE, 0, 0)))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("which is not in the config");
    }

    @Test
    void repeatedWorkArrivesEachTimeUntilItsEnd() {
        Times often = new Times(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(30));

        Scenario scenario =
                ScenarioBuilder.of(CPUS, workload(Map.of(), new Part.Tasks(often, ONE_CPU, 20, Duration.ofMinutes(3))));

        assertThat(scenario.workload())
                .extracting(WorkArrival::at)
                .containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(30));
        assertThat(scenario.workload().getFirst())
                .isEqualTo(new WorkArrival.Work(Duration.ofMinutes(10), "work", ONE_CPU, 20, Duration.ofMinutes(3)));
    }

    @Test
    void aGangHasItsBundlesAndAUniqueName() {
        Part gang = new Part.Together(once(20), ONE_CPU, 3, GangStrategy.STRICT_SPREAD, Duration.ofMinutes(1));

        Scenario scenario = ScenarioBuilder.of(CPUS, workload(Map.of(), gang, gang));

        assertThat(scenario.workload())
                .extracting(arrival -> ((WorkArrival.GangWork) arrival).gang().name())
                .containsExactly("gang-1", "gang-2");
        WorkArrival.GangWork first = (WorkArrival.GangWork) scenario.workload().getFirst();
        assertThat(first.gang().bundles()).containsExactly(ONE_CPU, ONE_CPU, ONE_CPU);
        assertThat(first.gang().strategy()).isEqualTo(GangStrategy.STRICT_SPREAD);
    }

    @Test
    void requestsOfOneTimeAreOneDemandAndACountOfZeroClearsIt() {
        Scenario scenario = ScenarioBuilder.of(
                CPUS,
                workload(
                        Map.of(),
                        new Part.Request(once(30), ONE_CPU, 2),
                        new Part.Request(once(30), PlacementRequest.of(Shape.of(Resources.of("CPU", 2))), 1),
                        new Part.Request(once(50), ONE_CPU, 0)));

        assertThat(scenario.workload())
                .extracting(arrival -> ((WorkArrival.Standing) arrival).demand().size())
                .containsExactly(2, 0);
    }

    @Test
    void theHeadHoldsWorkIfItsTypeDeclaresResources() {
        NodeTypeConfig head =
                new NodeTypeConfig("head", 0, 0, Resources.of("CPU", 2), Map.of(), IDLE, 0, List.of(), List.of());
        ClusterConfig config = config(PROCESSES, type("cpu", 4, Resources.of("CPU", 4)), head);

        Scenario scenario = ScenarioBuilder.of(
                config, workload(Map.of(), new Part.Tasks(once(1), ONE_CPU, 2, Duration.ofMinutes(1))));
        SimulationResult result = Simulation.run(scenario);

        assertThat(result.launches()).as("the head has room").isZero();
        assertThat(result.waiting().started()).isEqualTo(2);
    }
}
