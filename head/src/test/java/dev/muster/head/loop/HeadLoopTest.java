package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.failure.ClusterException;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadLoopTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    HeadWorld world;

    @BeforeEach
    void begin() {
        world = new HeadWorld(folder, 1, 10);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static NodeKey cpu(int number) {
        return NodeKey.worker("cpu", number);
    }

    @Nested
    class Launch {
        @Test
        void launchesTheMinimum() {
            world.configure("2 4 60");
            world.run(Duration.ofSeconds(5));

            assertThat(world.ready()).containsExactly(cpu(1), cpu(2));
            assertThat(world.cloud.existing()).containsExactly(cpu(1), cpu(2));
        }

        @Test
        void commitsTheDecisionBeforeItActs() {
            world.configure("1 4 60");
            world.reports();
            world.loop.tick();

            assertThat(world.state().open(cpu(1)).map(NodeRow::state)).contains(NodeState.REQUESTED);
            assertThat(world.journal()).anyMatch(event -> event.kind() == Event.Kind.DECISION);
            assertThat(world.cloud.existing()).isEmpty();
        }

        @Test
        void writesTheNumberOfTheDecisionWithEachStateThatItCauses() {
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(5));

            List<Event> life = world.journal().stream()
                    .filter(event -> event.node().filter(cpu(1)::equals).isPresent())
                    .toList();
            OptionalLong launch = life.getFirst().decision();
            assertThat(launch).isPresent();
            assertThat(life)
                    .filteredOn(event -> event.kind() == Event.Kind.NODE)
                    .extracting(Event::nodeState, Event::cause)
                    .contains(
                            tuple(Optional.of(NodeState.REQUESTED), launch),
                            tuple(Optional.of(NodeState.STARTING), launch),
                            tuple(Optional.of(NodeState.READY), launch));
        }

        /** The head holds one of the three bundles. */
        @Test
        void callsTheProviderInTheIterationThatSeesTheDemand() {
            world.configure("0 4 60");
            world.run(Duration.ofSeconds(3));
            world.request(3);
            world.iterate();

            assertThat(world.cloud.existing()).hasSize(2);
        }

        @Test
        void showsAFailedSetUpAfterItsMachineWasRemoved() {
            world.setUp.brokenMachines.add(cpu(1));
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(5));

            NodeRow failed = world.state().node(cpu(1)).orElseThrow();
            assertThat(failed.story().failed()).isTrue();
            assertThat(failed.story().lastError()).contains("'setup' exited 7", "no matching distribution");
            assertThat(failed.isOpen()).isFalse();
            assertThat(world.cloud.existing()).doesNotContain(cpu(1));
        }

        @Test
        void recordsNoRefusalWhileTheNodeThatIsReplacedStillCounts() {
            world.setUp.brokenMachines.add(NodeKey.worker("cpu", 1));
            world.configure("1 1 60");
            world.run(Duration.ofSeconds(60));

            assertThat(world.ready()).containsExactly(NodeKey.worker("cpu", 2));
            assertThat(world.journal())
                    .filteredOn(event -> event.kind() == Event.Kind.REFUSAL)
                    .extracting(event -> event.details().get("code"))
                    .doesNotContain("type_at_maximum");
        }

        @Test
        void usesAnotherHostAtOnceIfAnotherClusterHoldsTheFirst() {
            world.setUp.unfitHosts.add(cpu(1));
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(8));

            assertThat(world.ready()).containsExactly(cpu(2));
            assertThat(world.state().ledger().of("cpu").failures()).isZero();
            assertThat(world.journal())
                    .anyMatch(event -> event.node().filter(cpu(1)::equals).isPresent()
                            && event.state().equals("failed")
                            && event.message().contains("held by cluster other of berta"));
            assertThat(world.journal())
                    .anyMatch(event -> event.kind() == Event.Kind.DECISION
                            && event.state().equals("remove")
                            && event.message().contains("held by cluster other of berta"));
        }

        @Test
        void hidesAFailureWhenANodeOfItsTypeIsReady() {
            world.setUp.brokenMachines.add(cpu(1));
            world.configure("1 4 60");
            world.run(Duration.ofMinutes(2));

            assertThat(world.ready()).containsExactly(cpu(2));
            assertThat(world.state().node(cpu(1))).isEmpty();
        }

        @Test
        void showsTheFailureOfAListedHostUntilANodeIsReadyThere() {
            world.setUp.brokenMachines.add(cpu(1));
            world.configure("1 4 60 a vm-cpu-1,vm-cpu-2,vm-cpu-3");
            world.run(Duration.ofMinutes(2));

            assertThat(world.ready()).containsExactly(cpu(2));
            assertThat(world.state().node(cpu(1)))
                    .hasValueSatisfying(row -> assertThat(row.story().failed()).isTrue());
        }

        @Test
        void aReasonIsOneLineAndTheErrorHasTheLastLinesToo() {
            world.setUp.brokenMachines.add(cpu(1));
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(3));

            assertThat(world.journal())
                    .filteredOn(event -> event.node().equals(Optional.of(cpu(1))))
                    .extracting(Event::message)
                    .noneMatch(message -> message.contains("\n") || message.contains("no matching distribution"));
        }

        @Test
        void triesAnUnreachableHostAgain() {
            world.setUp.unreachable = 1;
            world.configure("1 4 60");
            world.iterate();
            world.setUp.unreachable = 0;
            world.run(Duration.ofSeconds(5));

            assertThat(world.ready()).containsExactly(cpu(1));
        }

        @Test
        void failsANodeWhoseDaemonNeverJoins() {
            world.configure("1 1 60");
            for (int second = 0; second < 70; second++) {
                world.time.advance(Duration.ofSeconds(1));
                world.iterate();
                world.killDaemon(cpu(1));
            }

            assertThat(world.journal())
                    .anyMatch(event -> event.node().equals(Optional.of(cpu(1))) && isFailedOrLost(event));
        }

        private boolean isFailedOrLost(Event event) {
            return event.state().equals("failed") || event.state().equals("lost");
        }
    }

    @Nested
    class Removal {
        @Test
        void removesAnIdleNodeAboveTheMinimumAfterTheIdleTimeout() {
            world.configure("1 4 60");
            world.request(4);
            world.run(Duration.ofSeconds(5));
            assertThat(world.ready()).hasSize(3);

            world.request(0);
            world.run(Duration.ofSeconds(50));
            assertThat(world.ready()).hasSize(3);
            world.run(Duration.ofSeconds(20));

            assertThat(world.ready()).hasSize(1);
            assertThat(world.cloud.existing()).hasSize(1);
        }

        @Test
        void removesEachMachineOnce() {
            world.configure("2 4 60");
            world.run(Duration.ofSeconds(40));
            world.store.changed(draft -> draft.stopping(true));
            world.run(Duration.ofSeconds(60));

            assertThat(world.setUp.cleanUps).containsExactlyInAnyOrder(cpu(1), cpu(2));
        }

        @Test
        void waitsForTheWorkOfANodeThatAnOperatorDrains() {
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(5));
            world.daemons.get(cpu(1)).busy = true;
            world.iterate();
            drain(cpu(1), false);
            world.run(Duration.ofSeconds(30));
            assertThat(world.inState(NodeState.DRAINING)).containsExactly(cpu(1));

            world.daemons.get(cpu(1)).busy = false;
            world.run(Duration.ofSeconds(3));
            assertThat(world.cloud.existing()).doesNotContain(cpu(1));
        }

        @Test
        void endsANodeByForceWhileWorkRuns() {
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(5));
            world.daemons.get(cpu(1)).busy = true;
            drain(cpu(1), true);
            world.iterate();
            world.iterate();

            assertThat(world.cloud.existing()).doesNotContain(cpu(1));
        }

        @Test
        void stopsEveryWorkerAndLaunchesNoneWhileTheClusterStops() {
            world.configure("2 4 60");
            world.run(Duration.ofSeconds(5));
            world.store.changed(draft -> draft.stopping(true));
            world.run(Duration.ofSeconds(10));

            assertThat(world.state().openWorkers()).isEmpty();
            assertThat(world.cloud.existing()).isEmpty();
            assertThat(world.state().open(NodeKey.HEAD)).isPresent();
        }

        private void drain(NodeKey key, boolean force) {
            world.store.changed(draft -> new NodeRemoval(draft, world.time.now())
                    .end(
                            draft.open(key).orElseThrow(),
                            new Drain(Optional.of("me"), force),
                            NodeRow.Reason.of("asked")));
        }
    }

    @Nested
    class Recovery {
        @Test
        void replacesANodeWhoseDaemonIsSilentForLongerThanTheLease() {
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(20));
            world.killDaemon(cpu(1));
            world.run(Duration.ofSeconds(9));
            assertThat(world.ready()).containsExactly(cpu(1));

            world.run(Duration.ofMinutes(1));
            assertThat(world.ready()).containsExactly(cpu(2));
            assertThat(world.cloud.existing()).containsExactly(cpu(2));
        }

        @Test
        void keepsANodeWhoseDaemonComesBackInTime() {
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(20));
            world.killDaemon(cpu(1));
            world.run(Duration.ofSeconds(5));
            world.startDaemon(cpu(1));
            world.run(Duration.ofSeconds(30));

            assertThat(world.ready()).containsExactly(cpu(1));
        }

        @Test
        void losesNoNodeDuringTheGraceAfterARestart() {
            world.configure("1 4 60");
            world.run(Duration.ofSeconds(20));
            world.time.advance(Duration.ofMinutes(10));
            world.killHead();
            world.iterate();

            assertThat(world.ready()).containsExactly(cpu(1));
        }

        @Test
        void repairsTheHeadsOwnNodeInPlace() {
            world.configure("0 4 60");
            world.run(Duration.ofSeconds(20));
            world.killDaemon(NodeKey.HEAD);
            world.run(Duration.ofSeconds(30));

            assertThat(world.setUp.setUps).contains(NodeKey.HEAD);
            assertThat(world.state().open(NodeKey.HEAD).map(NodeRow::state)).contains(NodeState.READY);
        }

        @Test
        void removesAMachineThatNoNodeHas() {
            world.configure("0 4 60");
            world.cloud.create(cpu(77), "cpu", "cpu");
            world.run(Duration.ofSeconds(95));

            assertThat(world.cloud.existing()).isEmpty();
            assertThat(world.setUp.cleanUps).containsExactly(cpu(77));
        }

        @Test
        void continuesWithAMachineThatWasMadeBeforeTheHeadWasKilled() {
            world.configure("1 4 60");
            world.reports();
            world.loop.tick();
            world.background.poll().run();
            assertThat(world.cloud.existing()).containsExactly(cpu(1));

            world.killHead();
            world.run(Duration.ofSeconds(5));

            assertThat(world.ready()).containsExactly(cpu(1));
            assertThat(world.cloud.timesMade(cpu(1))).isEqualTo(1);
        }

        /** What a job did is known nowhere else, and a job that failed must not count twice. */
        @Test
        void keepsTheResultsOfJobsUntilTheyAreStored() throws SQLException {
            world.configure("1 4 60");
            world.setUp.unreachable = 1;
            int failures = 0;
            for (int i = 0; i < 3; i++) {
                world.iterate();
                world.fillDisk();
                for (int attempt = 0; attempt < 5; attempt++) {
                    failures += fails(world.loop::tick) ? 1 : 0;
                }
                world.freeDisk();
                if (world.setUp.setUps.size() == 1) {
                    world.setUp.unreachable = 0;
                }
                world.time.advance(Duration.ofSeconds(2));
            }
            world.run(Duration.ofSeconds(2));

            assertThat(failures).isGreaterThan(5);
            assertThat(world.state().open(cpu(1)).map(NodeRow::recipe)).contains("r1");
            assertThat(world.journal())
                    .filteredOn(event -> event.message().contains("trying again"))
                    .hasSize(1);
            assertThat(world.cloud.timesMade(cpu(1))).isEqualTo(1);
            assertThat(world.setUp.setUps).containsExactly(cpu(1), cpu(1));
            assertThat(world.ready()).containsExactly(cpu(1));
        }

        private static boolean fails(Runnable commit) {
            try {
                commit.run();
                return false;
            } catch (ClusterException full) {
                return true;
            }
        }

        @Test
        void closesAKeyWhoseOfferIsUsedUpWithoutAFailure() throws IOException {
            world.close();
            world = new HeadWorld(Files.createDirectory(folder.resolve("small")), 1, 1);
            world.configure("2 4 60");
            world.run(Duration.ofSeconds(10));

            assertThat(world.ready()).hasSize(1);
            assertThat(world.state().shown()).noneMatch(row -> row.story().failed());
        }
    }
}
