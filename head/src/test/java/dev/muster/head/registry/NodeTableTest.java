package dev.muster.head.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.NodeReport;
import dev.muster.core.status.UsageSample;
import dev.muster.head.loop.FakeDaemon;
import dev.muster.head.loop.HeadWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTableTest {
    private static final NodeKey CPU_1 = NodeKey.worker("cpu", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HeadWorld world;

    @BeforeEach
    void begin() {
        world = new HeadWorld(folder, 1, 10);
        world.configure("1 4 60");
        world.run(Duration.ofSeconds(5));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private FakeDaemon connected(NodeKey key, long incarnation) {
        FakeDaemon daemon = new FakeDaemon(key, incarnation);
        daemon.connect(world.table, HeadWorld.CLUSTER);
        return daemon;
    }

    private FakeDaemon daemon() {
        return Objects.requireNonNull(world.daemons.get(CPU_1));
    }

    @Test
    void welcomesADaemonWithTheEpochAndSendsItsDesiredState() {
        assertThat(daemon().welcome).isNotNull().satisfies(welcome -> {
            assertThat(welcome.headEpoch()).isEqualTo(1);
            assertThat(welcome.lease()).isEqualTo(Duration.ofSeconds(10));
        });
        assertThat(daemon().desired).isNotNull().satisfies(desired -> {
            assertThat(desired.phase()).isEqualTo(Phase.RUN);
            assertThat(desired.declared().amount("CPU")).isEqualTo(2);
        });
    }

    @Test
    void rejectsAKeyThatIsNotANode() {
        assertThat(connected(NodeKey.worker("cpu", 99), 1).superseded).contains("not part of the cluster");
    }

    @Test
    void rejectsAnOlderIncarnation() {
        assertThat(connected(CPU_1, daemon().incarnation - 1).superseded).contains("newer start");
        assertThat(daemon().superseded).isNull();
    }

    @Test
    void rejectsAnOlderIncarnationAfterTheHeadWasKilled() {
        long newest = daemon().incarnation;
        world.daemons.clear();
        world.killHead();

        assertThat(connected(CPU_1, newest - 1).superseded).contains("newer start");
    }

    @Test
    void endsTheOlderDaemonWhenANewerOneConnects() {
        FakeDaemon older = daemon();
        FakeDaemon newer = connected(CPU_1, older.incarnation + 1);

        assertThat(older.superseded).contains("newer start");
        assertThat(newer.superseded).isNull();
        older.report(world.time.now());
        assertThat(world.table.of(CPU_1).orElseThrow().hello().incarnation()).isEqualTo(newer.incarnation);
    }

    /** The first stream is a broken connection of the same daemon. If it were superseded, the daemon could receive that and end. */
    @Test
    void letsADaemonConnectAgainWithoutEndingIt() {
        FakeDaemon first = daemon();
        FakeDaemon second = connected(CPU_1, first.incarnation);

        assertThat(first.superseded).isNull();
        assertThat(second.superseded).isNull();
        assertThat(first.replaced).isTrue();
        Objects.requireNonNull(first.session).closed("broken");
        assertThat(world.table.of(CPU_1).orElseThrow().connected()).isTrue();
    }

    @Test
    void believesADrainOnlyForTheNewestDesiredState() {
        world.store.changed(
                draft -> draft.become(draft.open(CPU_1).orElseThrow(), NodeState.DRAINING, world.time.now()));
        world.table.sendDesiredStates();
        long version = Objects.requireNonNull(daemon().desired).version();

        report(version - 1);
        assertThat(world.table.of(CPU_1).orElseThrow().isDrained()).isFalse();
        report(version);
        assertThat(world.table.of(CPU_1).orElseThrow().isDrained()).isTrue();
    }

    @Test
    void signsOneCertificateAMinuteForANode() {
        for (int i = 0; i < 20; i++) {
            requestRenewal();
        }
        assertThat(daemon().certificates).isEqualTo(1);

        world.run(Duration.ofMinutes(1));
        requestRenewal();
        assertThat(daemon().certificates).isEqualTo(2);
    }

    private void requestRenewal() {
        Objects.requireNonNull(daemon().session)
                .reported(new NodeReport(
                        1, UsageSample.NONE, List.of(), false, Optional.empty(), Optional.of("a request")));
    }

    private void report(long version) {
        Objects.requireNonNull(daemon().session)
                .reported(
                        new NodeReport(version, UsageSample.NONE, List.of(), true, Optional.empty(), Optional.empty()));
    }

    @Test
    void sendsNoDesiredStateTwice() {
        long version = Objects.requireNonNull(daemon().desired).version();
        world.table.sendDesiredStates();
        world.run(Duration.ofSeconds(3));

        assertThat(Objects.requireNonNull(daemon().desired).version()).isEqualTo(version);
    }

    @Test
    void sendsNewLabelsAtOnce() {
        world.configure("1 4 60 left");
        world.iterate();

        assertThat(Objects.requireNonNull(daemon().desired).labels()).containsEntry("rack", "left");
    }

    @Test
    void continuesTheVersionsAfterTheHeadWasKilled() {
        long version = Objects.requireNonNull(daemon().desired).version();
        world.killHead();

        assertThat(Objects.requireNonNull(daemon().desired).version()).isGreaterThan(version);
    }
}
