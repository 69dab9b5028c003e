package dev.muster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.UpPlanView.Action;
import dev.muster.client.UpPlanView.NodeLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks whether a second plan does anything that the confirmed plan does not show. */
class PlanViewsTest {
    private static final NodeLine HEAD = line("head", "vm1", Action.KEEP);

    @Test
    void theSamePlanHasNoUnplannedChange() {
        UpPlanView plan = up(List.of(line("head", "vm1", Action.SET_UP), line("worker-1", "vm2", Action.REMOVE)));

        assertThat(plan.firstUnplannedChange(plan)).isEmpty();
    }

    @Test
    void workersLaunchedByDemandAreNoUnplannedChange() {
        UpPlanView shown = up(List.of(HEAD, line("worker-1", "vm2", Action.KEEP)));

        assertThat(up(List.of(HEAD, line("worker-?", "", Action.CREATE))).firstUnplannedChange(shown))
                .isEmpty();
        assertThat(up(List.of(HEAD, line("worker-2", "vm3", Action.KEEP))).firstUnplannedChange(shown))
                .isEmpty();
    }

    @Test
    void removingAnotherWorkerIsAnUnplannedChange() {
        UpPlanView shown = up(List.of(HEAD, line("worker-1", "vm2", Action.KEEP)));

        assertThat(up(List.of(HEAD, line("worker-1", "vm2", Action.REMOVE))).firstUnplannedChange(shown))
                .contains("remove worker-1: why");
    }

    @Test
    void creatingTheHeadIsAnUnplannedChange() {
        assertThat(up(List.of(line("head", "vm1", Action.CREATE))).firstUnplannedChange(up(List.of(HEAD))))
                .contains("create head: why");
    }

    @Test
    void anotherConfigChangeIsAnUnplannedChange() {
        UpPlanView shown = up(List.of(HEAD), "max_workers: 2 to 3");

        assertThat(up(List.of(HEAD), "max_workers: 4 to 3").firstUnplannedChange(shown))
                .contains("max_workers: 4 to 3");
        assertThat(up(List.of(HEAD)).firstUnplannedChange(shown)).isEmpty();
    }

    @Test
    void downMayStopLessThanItsPlanButNotMore() {
        DownPlanView one = down(new DownPlanView.NodeLine("head", "vm1", "ready"));
        DownPlanView two = down(
                new DownPlanView.NodeLine("head", "vm1", "lost"),
                new DownPlanView.NodeLine("worker-1", "vm2", "ready"));

        assertThat(one.endsNoMoreThan(two)).isTrue();
        assertThat(two.endsNoMoreThan(one)).isFalse();
    }

    private static NodeLine line(String node, String host, Action action) {
        return new NodeLine(node, "cpu", host, action, "why");
    }

    private static UpPlanView up(List<NodeLine> nodes, String... changes) {
        return new UpPlanView("lab", "local", "native", "why", nodes, List.of(changes), List.of());
    }

    private static DownPlanView down(DownPlanView.NodeLine... nodes) {
        return new DownPlanView("lab", List.of(nodes), List.of());
    }
}
