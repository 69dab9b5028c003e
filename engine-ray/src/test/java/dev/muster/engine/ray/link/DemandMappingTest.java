package dev.muster.engine.ray.link;

import static dev.muster.engine.ray.link.Rows.constraint;
import static dev.muster.engine.ray.link.Rows.counted;
import static dev.muster.engine.ray.link.Rows.request;
import static dev.muster.engine.ray.link.Rows.selector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.AffinityLabel;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineView.Need;
import dev.muster.engine.ray.wire.ClusterResourceConstraint;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.LabelOperator;
import dev.muster.engine.ray.wire.NodeStatus;
import dev.muster.engine.ray.wire.ResourceRequest;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandMappingTest {
    private static final ResourceRequest ONE_CPU = request(Map.of("CPU", 1.0));
    private static final PlacementRequest CPU = PlacementRequest.of(Shape.of(Resources.of("CPU", 1)));
    private static final String GROUP = "9c2d9718150d2d73eebb76a82bc601000000";

    @ParameterizedTest
    @CsvSource({
        "0.1, 1000",
        "0.30000000000000004, 3000",
        "0.00019999999, 2",
        "0.00001, 0",
        "-3, 0",
        "NaN, 0",
        "2, 20000"
    })
    void roundsAmountsToTenThousandths(double amount, long units) {
        Resources resources = waiting(counted(request(Map.of("CPU", amount)), 1))
                .getFirst()
                .request()
                .shape()
                .resources();

        assertThat(resources.units("CPU")).isEqualTo(units);
    }

    @Test
    void clipsAmountsThatAreTooLarge() {
        assertThat(waiting(counted(request(Map.of("memory", Double.POSITIVE_INFINITY)), 1))
                        .getFirst()
                        .request()
                        .shape()
                        .resources()
                        .units("memory"))
                .isEqualTo(9_000_000_000_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void omitsRequestsWithoutACount(long count) {
        assertThat(waiting(counted(ONE_CPU, count))).isEmpty();
    }

    @Test
    void addsAndClipsCountsOfEqualRequests() {
        assertThat(waiting(counted(ONE_CPU, 3), counted(request(Map.of("CPU", 1.0), selector()), 4)))
                .containsExactly(new Need(CPU, 7));
        assertThat(waiting(counted(ONE_CPU, Long.MAX_VALUE), counted(ONE_CPU, Long.MAX_VALUE)))
                .containsExactly(new Need(CPU, DemandMapping.MAX_COUNT));
    }

    @Test
    void boundsHowManyDifferentRequestsItConsiders() {
        List<ResourceRequestByCount> many = IntStream.rangeClosed(1, DemandMapping.MAX_SHAPES + 5)
                .mapToObj(amount -> counted(request(Map.of("CPU", (double) amount)), 1))
                .toList();
        RayState state = RayStateMapping.fromWire(
                "",
                ClusterResourceState.newBuilder()
                        .addAllPendingResourceRequests(many)
                        .build());

        assertThat(state.view().waiting()).hasSize(DemandMapping.MAX_SHAPES);
        assertThat(state.ignoredRequests()).isEqualTo(5);
    }

    @Test
    void takesNoSelectorAndAnEmptyOneForAnyNode() {
        assertThat(selectorsOf(ONE_CPU)).containsExactly(Selector.ANY);
        assertThat(selectorsOf(request(Map.of("CPU", 1.0), selector()))).containsExactly(Selector.ANY);
    }

    @Test
    void keepsFallbacksInTheirOrder() {
        List<Selector> selectors = selectorsOf(request(
                Map.of("CPU", 1.0),
                selector(
                        constraint("zone", LabelOperator.LABEL_OPERATOR_IN, "a", "b"),
                        constraint("disk", LabelOperator.LABEL_OPERATOR_NOT_IN, "slow")),
                selector(constraint("zone", LabelOperator.LABEL_OPERATOR_IN, "c")),
                selector()));

        assertThat(selectors).hasSize(3);
        assertThat(selectors.get(0).matches(Map.of("zone", "b"))).isTrue();
        assertThat(selectors.get(0).matches(Map.of("zone", "b", "disk", "slow")))
                .isFalse();
        assertThat(selectors.get(0).matches(Map.of("disk", "fast"))).isFalse();
        assertThat(selectors.get(1).matches(Map.of("zone", "c"))).isTrue();
        assertThat(selectors.get(2)).isEqualTo(Selector.ANY);
    }

    @Test
    void matchesNoNodeByAnOperatorThatIsNotKnown() {
        Selector selector = selectorsOf(request(
                        Map.of("CPU", 1.0),
                        selector(constraint("zone", LabelOperator.LABEL_OPERATOR_IN, "a").toBuilder()
                                .setOperatorValue(77)
                                .build())))
                .getFirst();

        assertThat(selector.matches(Map.of("zone", "a"))).isFalse();
        assertThat(selector.matches(Map.of())).isFalse();
    }

    @Test
    void keepsAffinityAndAntiAffinity() {
        PlacementRequest request = waiting(
                        counted(Rows.withAntiAffinity(Rows.withAffinity(ONE_CPU, "_PG_1"), "_PG_2"), 1))
                .getFirst()
                .request();

        assertThat(request.affinity()).contains(new AffinityLabel("_PG_1", ""));
        assertThat(request.antiAffinity()).contains(new AffinityLabel("_PG_2", ""));
    }

    @Test
    void omitsWorkThatWaitsInsideAPlacementGroup() {
        RayState state = RayStateMapping.fromWire(
                "",
                ClusterResourceState.newBuilder()
                        .addPendingResourceRequests(
                                counted(request(Map.of("CPU_group_" + GROUP, 0.5, "bundle_group_" + GROUP, 0.001)), 3))
                        .build());

        assertThat(state.view().waiting()).isEmpty();
        assertThat(state.ignoredRequests()).isZero();
    }

    @Test
    void readsRequestedCapacityFromAllConstraints() {
        RayState state = RayStateMapping.fromWire(
                "",
                ClusterResourceState.newBuilder()
                        .addClusterResourceConstraints(
                                ClusterResourceConstraint.newBuilder().addResourceRequests(counted(ONE_CPU, 11)))
                        .addClusterResourceConstraints(ClusterResourceConstraint.newBuilder())
                        .build());

        assertThat(state.view().standing()).containsExactly(new Need(CPU, 11));
        assertThat(state.view().waiting()).isEmpty();
    }

    @Test
    void givesReplicasThatAreLimitedPerNodeSlots() {
        ResourceRequest replica = request(Map.of("CPU", 1.0, InternalResources.IMPLICIT + "app", 0.5));

        List<Need> needs = waiting(counted(replica, 5));

        assertThat(needs).extracting(Need::count).containsExactly(3, 2);
        assertThat(needs).allSatisfy(need -> assertThat(need.request().shape()).isEqualTo(CPU.shape()));
        assertThat(needs.get(0).request().antiAffinity())
                .isPresent()
                .isNotEqualTo(needs.get(1).request().antiAffinity());
    }

    @Test
    void showsHowManySlotsOfReplicasANodeHasTaken() {
        ResourceRequest replica = request(Map.of(InternalResources.IMPLICIT + "app", 0.3333));
        ClusterResourceState wire = ClusterResourceState.newBuilder()
                .addPendingResourceRequests(counted(replica, 3))
                .addNodeStates(Rows.row(1, "worker-1", NodeStatus.NODE_STATUS_RUNNING).toBuilder()
                        .putAvailableResources(InternalResources.IMPLICIT + "app", 0.3334))
                .addNodeStates(Rows.row(2, "worker-2", NodeStatus.NODE_STATUS_IDLE))
                .build();

        RayState state = RayStateMapping.fromWire("", wire);

        List<AffinityLabel> slots = state.view().waiting().stream()
                .map(need -> need.request().antiAffinity().orElseThrow())
                .toList();
        assertThat(slots).hasSize(3);
        assertThat(state.view().nodes().get(Rows.WORKER).labels().keySet())
                .containsExactlyInAnyOrder(slots.get(0).name(), slots.get(1).name());
        assertThat(state.view()
                        .nodes()
                        .get(dev.muster.core.NodeKey.worker("worker", 2))
                        .labels())
                .isEmpty();
    }

    private static List<Need> waiting(ResourceRequestByCount... requests) {
        return RayStateMapping.fromWire(
                        "",
                        ClusterResourceState.newBuilder()
                                .addAllPendingResourceRequests(List.of(requests))
                                .build())
                .view()
                .waiting();
    }

    private static List<Selector> selectorsOf(ResourceRequest request) {
        return waiting(counted(request, 1)).getFirst().request().selectors();
    }
}
