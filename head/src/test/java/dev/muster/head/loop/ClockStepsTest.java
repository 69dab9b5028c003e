package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.core.NodeKey;
import dev.muster.head.state.NodeRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock of the head's host is set back or forward: only the times that operators read may change. */
class ClockStepsTest {
    private static final NodeKey FIRST = NodeKey.worker("cpu", 1);

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

    private void withWorkers(int workers) {
        world.configure(workers + " 10 600");
        world.run(Duration.ofSeconds(30));
        assertThat(world.ready()).hasSize(workers);
    }

    @ParameterizedTest
    @ValueSource(ints = {-86_400, -3_600, -60, 60, 3_600, 86_400})
    void keepsEveryNodeWhenTheClockIsSet(int seconds) {
        withWorkers(6);
        List<NodeKey> before = world.ready();
        world.time.stepWallClock(Duration.ofSeconds(seconds));
        world.run(Duration.ofSeconds(30));

        assertThat(world.ready()).containsExactlyElementsOf(before);
        assertThat(world.setUp.cleanUps).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600, 3_600})
    void noticesAKilledDaemonSoonAfterTheLease(int seconds) {
        withWorkers(6);
        world.time.stepWallClock(Duration.ofSeconds(seconds));
        world.iterate();
        world.killDaemon(FIRST);
        world.run(Duration.ofSeconds(14));

        assertThat(world.ready()).doesNotContain(FIRST).hasSize(6);
        assertThat(world.cloud.existing()).doesNotContain(FIRST);
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600, 3_600})
    void removesAnIdleNodeAfterTheSameTime(int seconds) {
        world.configure("0 4 60");
        world.request(3);
        world.run(Duration.ofSeconds(5));
        world.request(0);
        world.run(Duration.ofSeconds(20));
        world.time.stepWallClock(Duration.ofSeconds(seconds));
        world.run(Duration.ofSeconds(35));
        assertThat(world.ready()).hasSize(2);
        world.run(Duration.ofSeconds(15));

        assertThat(world.ready()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600, 3_600})
    void keepsTheLengthOfABackoff(int seconds) {
        world.setUp.brokenMachines.add(FIRST);
        world.configure("1 4 60");
        world.run(Duration.ofSeconds(5));
        assertThat(world.state().node(FIRST).orElseThrow().story().failed()).isTrue();
        Duration remaining = remainingBackoff();
        assertThat(remaining).isPositive();

        world.time.stepWallClock(Duration.ofSeconds(seconds));
        world.iterate();
        assertThat(remainingBackoff()).isEqualTo(remaining);
        world.run(remaining.plusSeconds(5));

        assertThat(world.ready()).containsExactly(NodeKey.worker("cpu", 2));
    }

    private Duration remainingBackoff() {
        TypeLedger ledger = world.state().ledger().of("cpu");
        return Duration.between(world.time.wallClock(), ledger.retryAt().orElseThrow());
    }

    @Test
    void limitsABackoffIfTheClockWasSetBackWhileTheHeadWasDown() {
        world.setUp.brokenMachines.add(FIRST);
        world.configure("1 4 60");
        world.run(Duration.ofSeconds(5));
        world.time.stepWallClock(Duration.ofDays(-1));
        world.killHead();
        world.iterate();

        assertThat(remainingBackoff()).isLessThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void movesTheTimesThatOperatorsReadWithTheClock() {
        withWorkers(1);
        Instant before = row(FIRST).since();
        world.time.stepWallClock(Duration.ofHours(-1));
        world.iterate();

        assertThat(row(FIRST).since()).isEqualTo(before.minus(Duration.ofHours(1)));
        assertThat(world.journal().getLast().at()).isEqualTo(world.time.wallClock());
        assertThat(world.journal().getLast().message()).contains("set back by 3600 s");
    }

    @Test
    void replacesALostNodeIfTheClockWasSetBackOverARestart() {
        withWorkers(3);
        world.killDaemon(FIRST);
        world.time.stepWallClock(Duration.ofHours(-1));
        world.killHead();
        world.run(Duration.ofSeconds(25));

        assertThat(world.ready()).doesNotContain(FIRST).hasSize(3);
    }

    private NodeRow row(NodeKey key) {
        return world.state().open(key).orElseThrow();
    }
}
