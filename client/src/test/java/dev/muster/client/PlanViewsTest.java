package dev.muster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.UpPlanView.Action;
import dev.muster.client.UpPlanView.NodeLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a plan that is made again still does what was confirmed. */
class PlanViewsTest {
    private static final NodeLine HEAD = line("head", "vm1", Action.KEEP);

    @Test
    void theSamePlanHasNoSurprise() {
        UpPlanView plan = up(List.of(line("head", "vm1", Action.SET_UP), line("worker-1", "vm2", Action.REMOVE)));

        assertThat(plan.firstSurprise(plan)).isEmpty();
    }

    @Test
    void workersThatComeAndGoByDemandAreNoSurprise() {
        UpPlanView shown = up(List.of(HEAD, line("worker-1", "vm2", Action.KEEP)));

        assertThat(up(List.of(HEAD, line("worker-?", "", Action.CREATE))).firstSurprise(shown))
                .isEmpty();
        assertThat(up(List.of(HEAD, line("worker-2", "vm3", Action.KEEP))).firstSurprise(shown))
                .isEmpty();
    }

    @Test
    void aWorkerThatIsToBeRemovedNowIsASurprise() {
        UpPlanView shown = up(List.of(HEAD, line("worker-1", "vm2", Action.KEEP)));

        assertThat(up(List.of(HEAD, line("worker-1", "vm2", Action.REMOVE))).firstSurprise(shown))
                .contains("remove worker-1: why");
    }

    @Test
    void aHeadThatIsToBeCreatedNowIsASurprise() {
        assertThat(up(List.of(line("head", "vm1", Action.CREATE))).firstSurprise(up(List.of(HEAD))))
                .contains("create head: why");
    }

    @Test
    void anotherChangeOfTheConfigIsASurprise() {
        UpPlanView shown = up(List.of(HEAD), "max_workers: 2 to 3");

        assertThat(up(List.of(HEAD), "max_workers: 4 to 3").firstSurprise(shown))
                .contains("max_workers: 4 to 3");
        assertThat(up(List.of(HEAD)).firstSurprise(shown)).isEmpty();
    }

    @Test
    void downMayEndLessThanItsPlanButNotMore() {
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
