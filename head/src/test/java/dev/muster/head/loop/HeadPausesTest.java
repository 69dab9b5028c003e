package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head that was paused (a migrated VM, SIGSTOP, swap) has unread reports in its sockets, and its loop may run before they are read. */
class HeadPausesTest {
    private static final int WORKERS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    HeadWorld world;

    @BeforeEach
    void begin() {
        world = new HeadWorld(folder, 1, 20);
        world.configure(WORKERS + " 10 600");
        world.run(Duration.ofSeconds(30));
        assertThat(world.ready()).hasSize(WORKERS);
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** No report that the daemons sent during the pause has been read when the loop continues. */
    private void headStandsStill(Duration pause) {
        world.time.advance(pause);
        world.tickBeforeReports();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                2_000, 3_000, 5_000, 8_000, 8_500, 9_000, 9_900, 10_000, 10_500, 11_000, 12_000, 13_000, 60_000,
                3_600_000
            })
    void keepsEveryNodeAfterAPause(long millis) {
        List<NodeKey> before = world.ready();

        for (int lastReportAge = 0; lastReportAge <= 2; lastReportAge++) {
            for (int second = 0; second < lastReportAge; second++) {
                headStandsStill(Duration.ofSeconds(1));
            }
            headStandsStill(Duration.ofMillis(millis));
            world.run(Duration.ofSeconds(20));
            assertThat(world.ready()).containsExactlyElementsOf(before);
            assertThat(world.setUp.cleanUps).isEmpty();
        }
    }

    @Test
    void keepsEveryNodeIfReportsAreReadSomeIterationsAfterAPause() {
        List<NodeKey> before = world.ready();

        headStandsStill(Duration.ofMillis(10_500));
        for (int iteration = 0; iteration < 4; iteration++) {
            headStandsStill(Duration.ofSeconds(2));
        }
        world.run(Duration.ofSeconds(20));

        assertThat(world.ready()).containsExactlyElementsOf(before);
    }

    @Test
    void keepsALostNodeThatIsHeardAgain() {
        List<NodeKey> before = world.ready();
        NodeKey quiet = before.getFirst();
        FakeDaemon daemon = world.daemons.remove(quiet);
        world.run(Duration.ofSeconds(9));
        assertThat(world.inState(NodeState.LOST)).isEmpty();
        world.time.advance(Duration.ofSeconds(1));
        world.iterate();
        assertThat(world.inState(NodeState.LOST)).containsExactly(quiet);

        world.daemons.put(quiet, daemon);
        world.run(Duration.ofSeconds(20));

        assertThat(world.ready()).containsExactlyElementsOf(before);
        assertThat(world.setUp.cleanUps).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 8_000, 10_500, 13_000, 60_000})
    void noticesAKilledDaemonSoonAfterAPauseAndTheLease(long millis) {
        NodeKey killed = world.ready().getFirst();
        headStandsStill(Duration.ofMillis(millis));
        world.killDaemon(killed);
        world.run(Duration.ofSeconds(15));

        assertThat(world.ready()).doesNotContain(killed).hasSize(WORKERS);
        assertThat(world.cloud.existing()).doesNotContain(killed);
    }
}
