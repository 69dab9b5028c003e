package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose set-up differs from the config. */
class RollingUpdateTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    HeadWorld world;

    @BeforeEach
    void begin() {
        world = new HeadWorld(folder, 1, 40);
        world.configure("3 40 60");
        world.run(Duration.ofSeconds(5));
        world.setUp.setUps.clear();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static NodeKey cpu(int number) {
        return NodeKey.worker("cpu", number);
    }

    private void changeSetUp(String recipe) {
        world.setUp.recipes = Map.of("cpu", recipe);
        world.configure("3 40 60");
    }

    private Set<NodeKey> away() {
        Set<NodeKey> away = new HashSet<>(world.inState(NodeState.DRAINING));
        away.addAll(world.inState(NodeState.DRAINED));
        return away;
    }

    @Test
    void leavesWorkersWithTheSameSetUpAlone() {
        changeSetUp("r1");
        world.run(Duration.ofSeconds(20));

        assertThat(world.setUp.setUps).isEmpty();
    }

    @Test
    void setsUpWorkersAgainInPlaceOneAtATime() {
        changeSetUp("r2");
        int most = 0;
        for (int second = 0; second < 20; second++) {
            world.time.advance(Duration.ofSeconds(1));
            world.iterate();
            most = Math.max(most, away().size());
        }

        assertThat(most).isEqualTo(1);
        assertThat(world.setUp.setUps).containsExactlyInAnyOrder(cpu(1), cpu(2), cpu(3));
        assertThat(world.ready()).containsExactly(cpu(1), cpu(2), cpu(3));
        assertThat(world.cloud.existing()).containsExactly(cpu(1), cpu(2), cpu(3));
        assertThat(world.setUp.cleanUps).isEmpty();
    }

    @Test
    void setsUpATenthOfManyWorkersAtATime() {
        world.configure("30 40 60");
        world.run(Duration.ofSeconds(120));
        assertThat(world.ready()).hasSize(30);

        world.setUp.recipes = Map.of("cpu", "r2");
        world.configure("30 40 60");
        world.reports();
        world.loop.tick();

        assertThat(world.inState(NodeState.DRAINING)).hasSize(3);
    }

    @Test
    void neverSetsUpAWorkerWhileWorkRuns() {
        world.daemons.get(cpu(2)).busy = true;
        world.iterate();
        changeSetUp("r2");
        world.run(Duration.ofSeconds(30));
        assertThat(world.setUp.setUps).containsExactlyInAnyOrder(cpu(1), cpu(3));
        assertThat(world.inState(NodeState.DRAINING)).containsExactly(cpu(2));

        world.daemons.get(cpu(2)).busy = false;
        world.run(Duration.ofSeconds(10));
        assertThat(world.setUp.setUps).contains(cpu(2));
        assertThat(world.ready()).containsExactly(cpu(1), cpu(2), cpu(3));
    }

    @Test
    void stopsAtTheFirstFailureAndReportsIt() {
        world.setUp.brokenMachines.addAll(Set.of(cpu(1), cpu(2), cpu(3)));
        changeSetUp("r2");
        world.run(Duration.ofMinutes(3));

        assertThat(world.setUp.setUps).containsExactly(cpu(1));
        assertThat(world.ready()).containsExactly(cpu(2), cpu(3));
        NodeRow failed = world.state().open(cpu(1)).orElseThrow();
        assertThat(failed.story().failed()).isTrue();
        assertThat(failed.story().reason().text()).contains("the other workers keep the set-up that they have");
        assertThat(failed.story().lastError()).contains("'setup' exited 7");
        assertThat(world.journal())
                .anyMatch(event -> event.kind() == Event.Kind.NODE
                        && event.node().equals(Optional.of(cpu(1)))
                        && event.state().equals("failed"));
        assertThat(world.cloud.existing()).containsExactly(cpu(1), cpu(2), cpu(3));
    }

    @Test
    void continuesAfterTheNextConfig() {
        world.setUp.brokenMachines.add(cpu(1));
        changeSetUp("r2");
        world.run(Duration.ofSeconds(20));
        world.setUp.brokenMachines.clear();
        world.store.changed(RollingUpdate::retryFailed);
        changeSetUp("r3");
        world.run(Duration.ofSeconds(20));

        assertThat(world.ready()).containsExactly(cpu(1), cpu(2), cpu(3));
        assertThat(world.state().openWorkers())
                .allMatch(row -> row.recipe().equals("r3") && !row.story().failed());
    }

    @Test
    void waitsForASessionThatExaminesAFailedSetUp() {
        world.setUp.brokenMachines.add(cpu(1));
        changeSetUp("r2");
        world.run(Duration.ofSeconds(20));
        world.setUp.brokenMachines.clear();
        world.setUp.setUps.clear();
        world.daemons.get(cpu(1)).busy = true;
        world.iterate();
        world.store.changed(RollingUpdate::retryFailed);
        world.run(Duration.ofSeconds(20));
        assertThat(world.setUp.setUps).doesNotContain(cpu(1));

        world.daemons.get(cpu(1)).busy = false;
        world.run(Duration.ofSeconds(5));
        assertThat(world.ready()).contains(cpu(1));
    }

    @Test
    void drainsAllWorkersTogetherOnRequestButWaitsForTheirWork() {
        world.daemons.get(cpu(3)).busy = true;
        world.iterate();
        changeSetUp("r2");
        world.store.changed(
                draft -> RollingUpdate.beginAll(draft, draft.config().orElseThrow(), world.time.now()));
        assertThat(away()).hasSize(3);
        world.run(Duration.ofSeconds(5));

        assertThat(world.setUp.setUps).containsExactlyInAnyOrder(cpu(1), cpu(2));
        assertThat(world.ready()).containsExactly(cpu(1), cpu(2));
    }

    @Test
    void continuesAfterTheHeadWasKilled() {
        changeSetUp("r2");
        world.reports();
        world.loop.tick();
        world.reports();
        world.loop.tick();
        world.killHead();
        world.run(Duration.ofSeconds(30));

        assertThat(world.ready()).containsExactly(cpu(1), cpu(2), cpu(3));
        assertThat(world.state().openWorkers()).allMatch(row -> row.recipe().equals("r2"));
    }

    @Test
    void replacesAWorkerThatIsLostWhileItIsSetUpAgain() {
        world.daemons.get(cpu(1)).busy = true;
        world.daemons.get(cpu(2)).busy = true;
        world.daemons.get(cpu(3)).busy = true;
        world.iterate();
        changeSetUp("r2");
        world.run(Duration.ofSeconds(5));
        NodeKey draining = world.inState(NodeState.DRAINING).getFirst();
        world.killDaemon(draining);
        world.run(Duration.ofMinutes(1));

        assertThat(world.cloud.existing()).hasSize(3).doesNotContain(draining);
        assertThat(world.state().open(cpu(4)).map(NodeRow::recipe)).contains("r2");
    }

    @Test
    void letsTheDrainOfAnOperatorWin() {
        world.daemons.get(cpu(1)).busy = true;
        world.daemons.get(cpu(2)).busy = true;
        world.daemons.get(cpu(3)).busy = true;
        world.iterate();
        changeSetUp("r2");
        world.run(Duration.ofSeconds(3));
        NodeKey draining = world.inState(NodeState.DRAINING).getFirst();
        world.store.changed(draft -> new NodeRemoval(draft, world.time.now())
                .end(
                        draft.open(draining).orElseThrow(),
                        new Drain(Optional.of("me"), false),
                        NodeRow.Reason.of("asked")));
        world.daemons.get(draining).busy = false;
        world.run(Duration.ofSeconds(10));

        assertThat(world.cloud.existing()).doesNotContain(draining);
        assertThat(world.setUp.setUps).doesNotContain(draining);
    }
}
