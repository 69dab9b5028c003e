package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muster.core.HostText;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Need;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code -Dmuster.seed=N} repeats one case. */
class RayStatePropertiesTest {
    private static final int CASES = 3_000;

    @Test
    void readsAnyStateWithinBounds() {
        each((wire, state) -> {
            EngineView view = state.view();
            needs(view).forEach(need -> assertThat(need.count()).isBetween(1, DemandMapping.MAX_COUNT));
            assertThat(view.gangs().stream().map(Gang::name)).doesNotHaveDuplicates();
            assertThat(view.gangs())
                    .allSatisfy(gang -> assertThat(gang.bundles()).isNotEmpty());
            names(view).forEach(name -> assertThat(name.length()).isLessThanOrEqualTo(HostText.LONGEST_LINE + 10));
        });
    }

    @Test
    void showsEachNodeThatHasALiveRowAndNoOther() {
        each((wire, state) -> {
            Set<String> alive = live(wire)
                    .filter(row -> row.getNodeId().size() == RayNodeId.LENGTH)
                    .map(NodeState::getInstanceId)
                    .filter(instance -> instance.matches("head|worker-[1-9]"))
                    .collect(Collectors.toSet());
            assertThat(state.view().nodes().keySet())
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrderElementsOf(alive);
            assertThat(state.ids().keySet()).isEqualTo(state.view().nodes().keySet());
        });
    }

    @Test
    void drainsOnlyRowsThatAreAlive() {
        each((wire, state) -> state.ids()
                .forEach((key, id) -> assertThat(live(wire))
                        .anyMatch(row -> row.getNodeId().equals(id.bytes())
                                && row.getInstanceId().equals(key.value()))));
    }

    @Test
    void readsTheSameStateTheSameWay() {
        each((wire, state) -> assertThat(RayStateMapping.fromWire("s", wire)).isEqualTo(state));
    }

    private static Stream<Need> needs(EngineView view) {
        return Stream.concat(view.waiting().stream(), view.standing().stream());
    }

    private static Stream<String> names(EngineView view) {
        return Stream.concat(
                view.nodes().values().stream().flatMap(node -> node.total().tenThousandths().keySet().stream()),
                needs(view).flatMap(need -> need.request().shape().resources().tenThousandths().keySet().stream()));
    }

    private static Stream<NodeState> live(ClusterResourceState wire) {
        return wire.getNodeStatesList().stream().filter(row -> row.getStatus() != NodeStatus.NODE_STATUS_DEAD);
    }

    private static void each(BiConsumer<ClusterResourceState, RayState> check) {
        Long only = Long.getLong("muster.seed");
        for (long seed = only == null ? 1 : only; seed <= (only == null ? CASES : only); seed++) {
            ClusterResourceState wire = new RandomStates(seed).next();
            try {
                check.accept(wire, RayStateMapping.fromWire("s", wire));
            } catch (AssertionError | RuntimeException e) {
                fail("-Dmuster.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
