package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If most workers fall silent together, the head suspects its own network before it removes them. */
class MassSilenceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    HeadWorld world;

    private final List<FakeDaemon> silent = new ArrayList<>();

    @BeforeEach
    void begin() {
        world = new HeadWorld(folder, 1, 20);
        world.configure("6 10 600");
        world.run(Duration.ofSeconds(30));
        assertThat(world.ready()).hasSize(6);
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** Cuts the daemons off from the head. They keep running. */
    private void silence(int workers) {
        world.ready().stream()
                .filter(world.daemons::containsKey)
                .limit(workers)
                .forEach(key -> silent.add(world.daemons.remove(key)));
    }

    private void hearAgain() {
        silent.forEach(daemon -> world.daemons.put(daemon.key, daemon));
    }

    @Test
    void keepsSilentWorkersForThreeLeases() {
        List<NodeKey> before = world.ready();
        silence(5);
        world.run(Duration.ofSeconds(29));
        assertThat(world.inState(NodeState.LOST)).isEmpty();
        assertThat(world.loop.view().suspicion()).contains("5 of 6 workers fell silent together");
        assertThat(lines("suspicious")).hasSize(1);

        hearAgain();
        world.run(Duration.ofSeconds(20));
        assertThat(world.ready()).containsExactlyElementsOf(before);
        assertThat(world.loop.view().suspicion()).isEmpty();
    }

    @Test
    void replacesWorkersThatStaySilent() {
        List<NodeKey> before = world.ready();
        silence(5);
        world.run(Duration.ofSeconds(40));

        assertThat(world.ready()).hasSize(6).doesNotContainAnyElementsOf(before.subList(0, 5));
    }

    @Test
    void doesNotLoseTheFirstWorkerBeforeTheOthersAreDue() {
        List<NodeKey> before = world.ready();
        silence(1);
        world.run(Duration.ofSeconds(2));
        silence(4);
        world.run(Duration.ofSeconds(10));
        hearAgain();
        world.run(Duration.ofSeconds(20));

        assertThat(world.ready()).containsExactlyElementsOf(before);
    }

    @Test
    void doesNotSuspectTheHeadIfHalfOfTheWorkersAreSilent() {
        silence(3);
        world.run(Duration.ofSeconds(14));

        assertThat(world.inState(NodeState.READY))
                .hasSize(6)
                .doesNotContainAnyElementsOf(
                        silent.stream().map(daemon -> daemon.key).toList());
    }

    private List<Event> lines(String state) {
        return world.journal().stream()
                .filter(event -> event.state().equals(state))
                .toList();
    }
}
