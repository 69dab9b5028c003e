package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set-up that hangs is shown, and ended after the limit of its node type. */
class SetUpLimitTest {
    private static final NodeKey FIRST = NodeKey.worker("cpu", 1);
    private static final NodeKey SECOND = NodeKey.worker("cpu", 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    HeadWorld world;

    @BeforeEach
    void begin() {
        world = new HeadWorld(folder, 1, 20);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void replacesANodeWhoseSetUpHangs() {
        world.setUp.hanging.add(FIRST);
        world.configure("1 4 600");
        world.run(Duration.ofMinutes(29));
        assertThat(world.inState(NodeState.STARTING)).containsExactly(FIRST);

        world.run(Duration.ofMinutes(3));

        assertThat(world.ready()).containsExactly(SECOND);
        assertThat(world.setUp.cleanUps).contains(FIRST);
        assertThat(world.journal())
                .extracting(Event::message)
                .contains("its set-up took longer than 30m and was ended; to allow more time,"
                        + " set setup_timeout_minutes of its type");
    }

    @Test
    void takesTheLimitFromTheNodeType() {
        world.setUp.hanging.add(FIRST);
        world.configure("1 4 600 rack 2");
        world.run(Duration.ofMinutes(4));

        assertThat(world.ready()).containsExactly(SECOND);
    }

    @Test
    void endsARenewalThatHangs() {
        world.configure("1 4 600");
        world.run(Duration.ofSeconds(30));
        assertThat(world.ready()).containsExactly(FIRST);
        world.setUp.hanging.add(FIRST);
        world.setUp.recipes = Map.of("cpu", "r2");
        world.configure("1 5 600");
        world.run(Duration.ofMinutes(32));

        assertThat(world.state().open(FIRST).orElseThrow().story().failed()).isTrue();
        assertThat(world.state().open(FIRST).orElseThrow().story().lastError()).contains("took longer than 30m");
        assertThat(world.loop.runningSteps()).isEmpty();
    }

    @Test
    void knowsTheStepThatRuns() {
        world.setUp.hanging.add(FIRST);
        world.configure("1 4 600");
        world.run(Duration.ofMinutes(5));

        assertThat(world.loop.runningSteps()).containsOnlyKeys(FIRST);
        assertThat(world.loop.runningSteps().get(FIRST))
                .satisfies(step -> assertThat(step.name()).isEqualTo("daemon"))
                .satisfies(step -> assertThat(Duration.between(step.since(), world.time.now()))
                        .isGreaterThan(Duration.ofMinutes(4)));
    }
}
