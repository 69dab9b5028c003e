package dev.muster.autoscaler;

import static dev.muster.autoscaler.TestWorld.NOW;
import static dev.muster.autoscaler.TestWorld.cpu;
import static dev.muster.autoscaler.TestWorld.drainRequestedBy;
import static dev.muster.autoscaler.TestWorld.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DecisionExamplesTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final TestWorld world = new TestWorld();

    @Nested
    class Minimum {
        @Test
        void launchesUpToTheMinimumOfEachType() {
            world.type("cpu", 2, 5)
                    .type("gpu", 1, 5)
                    .offer("cpu", cpu(4), 9)
                    .offer("gpu", Resources.of("CPU", 4, "GPU", 1), 9);

            assertThat(world.actions()).containsExactly("launch cpu-1", "launch cpu-2", "launch gpu-1");
            assertThat(world.reasons()).first().isEqualTo("type cpu has 0 of its minimum of 2 nodes");
        }

        @Test
        void countsStartingNodes() {
            world.type("cpu", 2, 5)
                    .offer("cpu", cpu(4), 9)
                    .in(NodeState.REQUESTED, "cpu-1", cpu(4))
                    .in(NodeState.STARTING, "cpu-2", cpu(4));

            assertThat(world.actions()).isEmpty();
        }

        @Test
        void givesTheReasonIfItIsNotReached() {
            world.type("cpu", 3, 5).offer("cpu", cpu(4), 1);

            Decision decision = world.decide();

            assertThat(TestWorld.actions(decision)).containsExactly("launch cpu-1");
            assertThat(decision.refusals()).singleElement().satisfies(refusal -> {
                assertThat(refusal.subject()).isEqualTo("cpu");
                assertThat(refusal.reason().code()).isEqualTo(Code.NO_OFFER);
                assertThat(refusal.reason().text())
                        .isEqualTo("type cpu is 2 nodes below its minimum: no more machines of type cpu are available");
            });
        }

        @Test
        void replacesALostNodeOnlyOnceTheMaximumAllowsIt() {
            world.type("cpu", 2, 2)
                    .offer("cpu", cpu(4), 1)
                    .idle("cpu-1", cpu(4), FIVE_MINUTES)
                    .in(NodeState.LOST, "cpu-2", cpu(4));

            assertThat(world.actions()).containsExactly("remove cpu-2");
        }

        @Test
        void replacesALostNodeAtOnceIfTheMaximumAllowsIt() {
            world.type("cpu", 2, 3)
                    .offer("cpu", cpu(4), 1)
                    .idle("cpu-1", cpu(4), FIVE_MINUTES)
                    .in(NodeState.LOST, "cpu-2", cpu(4));

            assertThat(world.actions()).containsExactly("remove cpu-2", "launch cpu-3");
        }
    }

    @Nested
    class StandingDemand {
        @Test
        void isPlacedOnExistingNodesFirst() {
            world.type("cpu", 0, 5)
                    .offer("cpu", cpu(4), 9)
                    .idle("cpu-1", cpu(4), Duration.ZERO)
                    .standing(cpu(2), 2);

            Decision decision = world.decide();

            assertThat(decision.actions()).isEmpty();
            assertThat(decision.assigned()).containsOnlyKeys(new NodeKey("cpu-1"));
            assertThat(decision.assigned().values()).containsExactly(cpu(4));
        }

        @Test
        void isMetByTotalsAndNotByFreeResources() {
            world.type("cpu", 0, 5)
                    .offer("cpu", cpu(4), 9)
                    .busy("cpu-1", cpu(4), cpu(4))
                    .standing(cpu(2), 2);

            assertThat(world.actions()).isEmpty();
        }

        @Test
        void growsTheClusterToWhatIsNeeded() {
            world.type("cpu", 0, 5).offer("cpu", cpu(2), 9).standing(cpu(2), 4);

            assertThat(world.actions()).containsExactly("launch cpu-1", "launch cpu-2", "launch cpu-3", "launch cpu-4");
        }

        @Test
        void isMetAsFarAsPossibleAndTheRestIsReported() {
            world.type("cpu", 0, 3).offer("cpu", cpu(2), 9).standing(cpu(2), 4);

            Decision decision = world.decide();

            assertThat(decision.actions()).hasSize(3);
            assertThat(decision.unmet()).singleElement().satisfies(unmet -> {
                assertThat(unmet.count()).isEqualTo(1);
                assertThat(unmet.reason().code()).isEqualTo(Code.TYPE_AT_MAXIMUM);
            });
        }

        @Test
        void namesTheLimitInItsReason() {
            world.type("cpu", 0, 3).maxWorkers(3).standing(cpu(2), 4);
            world.idle("cpu-1", cpu(2), FIVE_MINUTES);
            world.idle("cpu-2", cpu(2), FIVE_MINUTES);
            world.idle("cpu-3", cpu(1), FIVE_MINUTES);
            world.offer("cpu", cpu(2), 4);

            assertThat(world.reasons())
                    .contains(
                            "4 x {CPU: 2} requested, 2 do not fit on the 3 nodes: type cpu is at its max_workers of 3");
        }

        @Test
        void canBeHeldByTheHead() {
            world.type("cpu", 0, 5).offer("cpu", cpu(2), 9).head(cpu(4)).standing(cpu(2), 2);

            assertThat(world.actions()).isEmpty();
        }

        @Test
        void thatFitsNothingLaunchesNothingAndNamesTheShortage() {
            world.type("cpu", 0, 5).offer("cpu", cpu(2), 9).standing(Resources.of("CPU", 1, "GPU", 1), 1);

            assertThat(world.actions()).isEmpty();
            assertThat(world.reasons()).containsExactly("no node type can satisfy {CPU: 1, GPU: 1}: type cpu: no GPU");
        }
    }

    @Nested
    class Idle {
        @Test
        void drainsANodeThatWasIdleForTheWholeTimeout() {
            world.type("cpu", 0, 5).idle("cpu-1", cpu(4), FIVE_MINUTES);

            assertThat(world.actions()).containsExactly("drain cpu-1");
            assertThat(world.reasons()).containsExactly("idle for 5m 00s, limit 5m");
        }

        @Test
        void keepsANodeThatWasIdleForASecondLess() {
            world.type("cpu", 0, 5).idle("cpu-1", cpu(4), FIVE_MINUTES.minusSeconds(1));

            assertThat(world.actions()).isEmpty();
        }

        @Test
        void keepsTheMinimum() {
            world.type("cpu", 1, 5).idle("cpu-1", cpu(4), FIVE_MINUTES).idle("cpu-2", cpu(4), FIVE_MINUTES);

            assertThat(world.actions()).containsExactly("drain cpu-2");
        }

        @Test
        void countsOnlyReadyNodesTowardsTheMinimumThatIsKept() {
            world.type("cpu", 1, 5).idle("cpu-1", cpu(4), FIVE_MINUTES).in(NodeState.STARTING, "cpu-2", cpu(4));

            assertThat(world.actions()).isEmpty();
        }

        @Test
        void keepsANodeThatHoldsStandingDemand() {
            world.type("cpu", 0, 5)
                    .idle("cpu-1", cpu(4), FIVE_MINUTES)
                    .idle("cpu-2", cpu(4), FIVE_MINUTES)
                    .standing(cpu(1), 4);

            assertThat(world.actions()).containsExactly("drain cpu-2");
        }

        @Test
        void neverDrainsTheHead() {
            world.type("cpu", 0, 5).head(cpu(4));

            assertThat(world.actions()).isEmpty();
        }

        @Test
        void keepsANodeThatTakesLongerToBootThanItWasIdle() {
            Ledger slow = Ledger.EMPTY.after(
                    List.of(new Outcome.Joined(new NodeKey("cpu-1"), "cpu", Duration.ofMinutes(9))), NOW);
            world.type("cpu", 0, 5).ledger(slow);

            assertThat(world.idle("cpu-1", cpu(4), Duration.ofMinutes(8)).actions())
                    .isEmpty();
            assertThat(world.idle("cpu-2", cpu(4), Duration.ofMinutes(9)).actions())
                    .containsExactly("drain cpu-2");
        }
    }

    @Nested
    class TwoPhases {
        @Test
        void removesOnlyNodesThatAreSeenDrained() {
            world.type("cpu", 0, 5).in(NodeState.DRAINING, "cpu-1", cpu(4)).in(NodeState.DRAINED, "cpu-2", cpu(4));

            assertThat(world.actions()).containsExactly("remove cpu-2");
        }

        @Test
        void removesLostAndFailedNodes() {
            world.type("cpu", 0, 5).in(NodeState.LOST, "cpu-1", cpu(4)).in(NodeState.FAILED, "cpu-2", cpu(4));

            assertThat(world.actions()).containsExactly("remove cpu-1", "remove cpu-2");
        }

        @Test
        void removesEachFailedNodeWithItsOwnError() {
            world.type("cpu", 0, 5).failed("cpu-1", cpu(4), "disk full").failed("cpu-2", cpu(4), "no python");

            assertThat(world.reasons()).containsExactly("failed to start: disk full", "failed to start: no python");
        }

        @Test
        void cancelsADrainForNewDemand() {
            world.type("cpu", 0, 5)
                    .offer("cpu", cpu(4), 5)
                    .in(NodeState.DRAINING, "cpu-1", cpu(4))
                    .standing(cpu(4), 1);

            assertThat(world.actions()).containsExactly("cancel drain cpu-1");
            assertThat(world.reasons()).containsExactly("needed again: 1 x {CPU: 4} requested");
        }

        @Test
        void cancelsADrainForTheMinimum() {
            world.type("cpu", 1, 5).offer("cpu", cpu(4), 5).in(NodeState.DRAINED, "cpu-1", cpu(4));

            assertThat(world.actions()).containsExactly("cancel drain cpu-1");
        }

        @Test
        void doesNotCancelADrainThatAnOperatorRequested() {
            world.type("cpu", 0, 5)
                    .offer("cpu", cpu(4), 5)
                    .standing(cpu(4), 1)
                    .node(drainRequestedBy(ready("cpu-1", cpu(4), Resources.NONE, Duration.ZERO), "ann@vm1"));

            assertThat(world.actions()).containsExactly("drain cpu-1", "launch cpu-2");
            assertThat(world.reasons()).first().isEqualTo("drain requested by ann@vm1");
        }
    }

    @Nested
    class Maximum {
        @Test
        void drainsNodesAboveTheMaximumOfAType() {
            world.type("cpu", 0, 1).busy("cpu-1", cpu(4), cpu(1)).idle("cpu-2", cpu(4), Duration.ZERO);

            assertThat(world.actions()).containsExactly("drain cpu-2");
            assertThat(world.reasons()).containsExactly("type cpu has 2 nodes, its max_workers is 1");
        }

        @Test
        void drainsNodesAboveTheMaximumOfTheCluster() {
            world.type("cpu", 0, 5).maxWorkers(1).busy("cpu-1", cpu(4), cpu(1)).busy("cpu-2", cpu(4), cpu(3));

            assertThat(world.actions()).containsExactly("drain cpu-1");
        }

        @Test
        void drainsNodesOfATypeThatWasRemoved() {
            world.type("cpu", 0, 5)
                    .idle("old-1", cpu(4), Duration.ZERO)
                    .standing(cpu(1), 1)
                    .offer("cpu", cpu(4), 1);

            assertThat(world.actions()).containsExactly("drain old-1", "launch cpu-1");
        }

        @Test
        void countsEveryNodeThatIsNotGoneYet() {
            world.type("cpu", 0, 4)
                    .offer("cpu", cpu(4), 9)
                    .standing(cpu(4), 9)
                    .in(NodeState.STOPPING, "cpu-1", cpu(4))
                    .in(NodeState.LOST, "cpu-2", cpu(4))
                    .in(NodeState.FAILED, "cpu-3", cpu(4));

            assertThat(world.actions()).containsExactly("remove cpu-2", "remove cpu-3", "launch cpu-4");
        }
    }

    @Nested
    class Keys {
        @Test
        void aNumberIsNeverUsedTwice() {
            Decision first = world.type("cpu", 2, 5).offer("cpu", cpu(4), 9).decide();
            Decision second = world.ledger(first.ledger()).decide();

            assertThat(TestWorld.actions(second)).containsExactly("launch cpu-3", "launch cpu-4");
        }

        @Test
        void theNumberOfANodeThatTheLedgerDoesNotKnowIsNotUsed() {
            world.type("cpu", 2, 5).offer("cpu", cpu(4), 9).idle("cpu-7", cpu(4), Duration.ZERO);

            assertThat(world.actions()).containsExactly("launch cpu-8");
        }

        @Test
        void typesThatShareASlugShareItsNumbers() {
            Snapshot one = world.offer("a b", cpu(4), 9).offer("a-b", cpu(4), 9).snapshot();
            var types = new LinkedHashMap<String, Limits.TypeLimits>();
            for (String type : List.of("a b", "a-b")) {
                types.put(type, new Limits.TypeLimits(type, "a-b", 2, 5, FIVE_MINUTES, 0));
            }
            Decision decision = Autoscaler.decide(new Snapshot(
                    NOW, 1, new Limits(types, 9, 1), one.nodes(), one.offers(), one.demand(), one.ledger()));

            assertThat(TestWorld.actions(decision))
                    .containsExactly("launch a-b-1", "launch a-b-2", "launch a-b-3", "launch a-b-4");
            assertThat(decision.ledger().of("a-b").nextNumber()).isEqualTo(5);
        }
    }
}
