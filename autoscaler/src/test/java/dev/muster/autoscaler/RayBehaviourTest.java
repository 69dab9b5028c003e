package dev.muster.autoscaler;

import static dev.muster.autoscaler.TestWorld.NOW;
import static dev.muster.autoscaler.TestWorld.cpu;
import static dev.muster.autoscaler.TestWorld.labelled;
import static dev.muster.autoscaler.TestWorld.need;
import static dev.muster.autoscaler.TestWorld.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.placement.AffinityLabel;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What Ray's autoscalers v1 and v2 decide, one case per test. A name that starts with {@code differs} marks an intended difference; docs/adr gives the reason. */
class RayBehaviourTest {
    private static final Resources GPU_NODE = Resources.of("CPU", 8, "GPU", 1);
    private final TestWorld world = new TestWorld();

    private static Selector zone(Operator operator, String... values) {
        return new Selector(List.of(new Requirement("zone", operator, Set.of(values))));
    }

    private static PlacementRequest in(Selector selector) {
        return PlacementRequest.of(new Shape(cpu(1), selector));
    }

    private long launches(String type) {
        return world.decide().actions().stream()
                .filter(action ->
                        action instanceof Action.Launch launch && launch.type().equals(type))
                .count();
    }

    @Nested
    class Scoring {
        @Test
        void launchesNoGpuNodeForCpuWorkIfAnotherFits() {
            world.type("gpu", 0, 9)
                    .type("cpu", 0, 9)
                    .offer("gpu", GPU_NODE, 9)
                    .offer("cpu", cpu(8), 9)
                    .waiting(cpu(8), 2);

            assertThat(launches("cpu")).isEqualTo(2);
            assertThat(launches("gpu")).isZero();
        }

        @Test
        void launchesAGpuNodeForCpuWorkIfNothingElseFits() {
            world.type("gpu", 0, 9)
                    .type("cpu", 0, 9)
                    .offer("gpu", GPU_NODE, 9)
                    .offer("cpu", cpu(4), 9)
                    .waiting(cpu(8), 1);

            assertThat(launches("gpu")).isEqualTo(1);
        }

        @Test
        void placesCpuWorkOnPlainNodesSoThatGpusStayFree() {
            world.type("gpu", 0, 9)
                    .type("cpu", 0, 9)
                    .idle("gpu-1", GPU_NODE, Duration.ZERO)
                    .idle("cpu-1", cpu(8), Duration.ZERO)
                    .waiting(cpu(8), 1)
                    .waiting(GPU_NODE, 1);

            assertThat(world.decide().unmet()).isEmpty();
            assertThat(world.actions()).isEmpty();
        }

        @Test
        void launchesTheNodeThatIsUsedBest() {
            world.type("large", 0, 9)
                    .type("small", 0, 9)
                    .offer("large", cpu(16), 9)
                    .offer("small", cpu(2), 9)
                    .waiting(cpu(2), 1);

            assertThat(launches("small")).isEqualTo(1);
        }

        @Test
        void launchesFewLargeNodesRatherThanManySmallOnesIfBothAreFull() {
            world.type("small", 0, 9)
                    .type("large", 0, 9)
                    .offer("small", cpu(2), 9)
                    .offer("large", cpu(16), 9)
                    .waiting(cpu(2), 8);

            assertThat(launches("large")).isEqualTo(1);
            assertThat(launches("small")).isZero();
        }

        @Test
        void differsPriorityCountsMoreThanUse() {
            world.type("onprem", 0, 1, 10)
                    .type("cloud", 0, 9, 0)
                    .offer("onprem", cpu(16), 1)
                    .offer("cloud", cpu(2), 9)
                    .waiting(cpu(2), 1);

            assertThat(launches("onprem")).isEqualTo(1);
        }

        @Test
        void differsBytesDoNotOutweighCpus() {
            double gib = 1L << 30;
            world.type("fat", 0, 9)
                    .type("lean", 0, 9)
                    .offer("fat", Resources.of("CPU", 2, "memory", 512 * gib), 9)
                    .offer("lean", Resources.of("CPU", 2, "memory", 4 * gib), 9)
                    .waiting(Resources.of("CPU", 2, "memory", 3 * gib), 1);

            assertThat(launches("lean")).isEqualTo(1);
        }
    }

    @Nested
    class Labels {
        @Test
        void anEmptySelectorMatchesEveryNode() {
            world.type("cpu", 0, 9)
                    .node(labelled(ready("cpu-1", cpu(4), Resources.NONE, Duration.ZERO), Map.of("zone", "a")))
                    .waiting(cpu(1), 4);

            assertThat(world.decide().unmet()).isEmpty();
        }

        @Test
        void inFailsOnAMissingLabelAndNotInPasses() {
            world.type("cpu", 0, 9)
                    .idle("cpu-1", cpu(4), Duration.ZERO)
                    .waiting(in(zone(Operator.IN, "a")), 1)
                    .waiting(in(zone(Operator.NOT_IN, "a")), 1);

            assertThat(world.decide().unmet())
                    .singleElement()
                    .satisfies(unmet -> assertThat(unmet.shape().selector()).isEqualTo(zone(Operator.IN, "a")));
        }

        @Test
        void existsNeedsAnyValue() {
            world.type("cpu", 0, 9)
                    .node(labelled(ready("cpu-1", cpu(4), Resources.NONE, Duration.ZERO), Map.of("zone", "q")))
                    .waiting(in(zone(Operator.EXISTS)), 1);

            assertThat(world.decide().unmet()).isEmpty();
        }

        @Test
        void theFirstSelectorThatMatchesRanksAnOffer() {
            world.type("b", 0, 9)
                    .type("a", 0, 9)
                    .offer("b", cpu(1), Map.of("zone", "b"), 9)
                    .offer("a", cpu(1), Map.of("zone", "a"), 9)
                    .waiting(in(zone(Operator.IN, "a")).withFallbacks(zone(Operator.IN, "b")), 1);

            assertThat(world.actions()).containsExactly("launch a-1");
        }

        @Test
        void aFallbackOnAnExistingNodeIsBetterThanANewNode() {
            world.type("cpu", 0, 9)
                    .node(labelled(ready("cpu-1", cpu(4), Resources.NONE, Duration.ZERO), Map.of("zone", "b")))
                    .offer("cpu", cpu(4), Map.of("zone", "a"), 9)
                    .waiting(in(zone(Operator.IN, "a")).withFallbacks(zone(Operator.IN, "b")), 1);

            assertThat(world.actions()).isEmpty();
        }
    }

    @Nested
    class AffinityLabels {
        private final AffinityLabel mark = new AffinityLabel("app", "x");

        @Test
        void affinityAddsUpToOneRequest() {
            world.type("cpu", 0, 9).offer("cpu", cpu(8), 9).waiting(need(cpu(2)).withAffinity(mark), 4);

            assertThat(world.actions()).containsExactly("launch cpu-1");
        }

        @Test
        void affinityThatFitsOnNoSingleNodeIsUnmetAsAWhole() {
            world.type("cpu", 0, 9).offer("cpu", cpu(4), 9).waiting(need(cpu(2)).withAffinity(mark), 4);

            assertThat(world.actions()).isEmpty();
            assertThat(world.decide().unmet())
                    .singleElement()
                    .satisfies(unmet -> assertThat(unmet.count()).isEqualTo(4));
        }

        @Test
        void antiAffinityGivesEachItsOwnNodeAndAvoidsLabelledNodes() {
            world.type("cpu", 0, 9)
                    .node(labelled(ready("cpu-1", cpu(8), Resources.NONE, Duration.ZERO), Map.of("app", "x")))
                    .idle("cpu-2", cpu(8), Duration.ZERO)
                    .offer("cpu", cpu(8), 9)
                    .waiting(need(cpu(1)).withAntiAffinity(mark), 3);

            assertThat(world.actions()).containsExactly("launch cpu-3", "launch cpu-4");
        }
    }

    @Nested
    class Gangs {
        @Test
        void strictPackIsOneBundleOfTheSum() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(8), 9)
                    .idle("cpu-1", cpu(6), Duration.ZERO)
                    .gang(GangStrategy.STRICT_PACK, 4, cpu(2));

            assertThat(world.actions()).containsExactly("launch cpu-2");
        }

        @Test
        void strictSpreadIsOneNodeForEachBundle() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(8), 9)
                    .idle("cpu-1", cpu(8), Duration.ZERO)
                    .gang(GangStrategy.STRICT_SPREAD, 4, cpu(1));

            assertThat(world.actions()).hasSize(3);
        }

        @Test
        void packAndSpreadUseExistingNodesFirst() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(8), 9)
                    .idle("cpu-1", cpu(4), Duration.ZERO)
                    .gang(GangStrategy.SPREAD, 4, cpu(1))
                    .gang(GangStrategy.PACK, 8, cpu(1));

            assertThat(world.actions()).containsExactly("launch cpu-2");
        }

        @Test
        void packUsesFewNodesAndSpreadUsesMany() {
            world.type("cpu", 0, 9);
            for (int number = 1; number <= 4; number++) {
                world.idle("cpu-" + number, cpu(4), Duration.ZERO);
            }
            world.gang(GangStrategy.PACK, 4, cpu(1)).gang(GangStrategy.SPREAD, 3, cpu(1));

            assertThat(world.decide().ledger().placements())
                    .extracting(row -> row.spots().size())
                    .containsExactlyInAnyOrder(1, 3);
        }

        @Test
        void aGangThatTheMaximumDoesNotAllowIsUnmetAsAWhole() {
            world.type("cpu", 0, 2).offer("cpu", cpu(8), 9).gang(GangStrategy.STRICT_SPREAD, 3, cpu(1));

            Decision decision = world.decide();

            assertThat(decision.actions()).isEmpty();
            assertThat(decision.unmet()).singleElement().satisfies(unmet -> {
                assertThat(unmet.count()).isEqualTo(3);
                assertThat(unmet.reason().code()).isEqualTo(Code.TYPE_AT_MAXIMUM);
            });
        }

        @Test
        void anInfeasibleGangDoesNotBlockOtherDemand() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(8), 9)
                    .gang(GangStrategy.STRICT_PACK, 8, cpu(8))
                    .gang(GangStrategy.PACK, 2, cpu(4))
                    .waiting(cpu(8), 1);

            assertThat(launches("cpu")).isEqualTo(2);
        }

        @Test
        void differsBundlesMayHaveFallbacks() {
            PlacementRequest either = in(zone(Operator.IN, "a")).withFallbacks(zone(Operator.IN, "b"));
            world.type("cpu", 0, 9).offer("cpu", cpu(1), Map.of("zone", "b"), 9);
            Snapshot plain = world.snapshot();
            Gang gang = new Gang("work", "g", GangStrategy.PACK, List.of(either, either));

            Decision decision = Autoscaler.decide(new Snapshot(
                    plain.now(),
                    1,
                    plain.limits(),
                    plain.nodes(),
                    plain.offers(),
                    plain.demand(),
                    List.of(gang),
                    plain.ledger()));

            assertThat(decision.actions()).hasSize(2);
        }
    }

    @Nested
    class Standing {
        @Test
        void isMetAsFarAsPossibleAsInVersionOne() {
            world.type("cpu", 0, 9).offer("cpu", cpu(8), 9).standing(cpu(8), 1).standing(Resources.of("GPU", 1), 1);

            assertThat(launches("cpu")).isEqualTo(1);
            assertThat(world.decide().unmet()).hasSize(1);
        }

        @Test
        void isNotThrottled() {
            world.type("cpu", 0, 100).offer("cpu", cpu(1), 100).standing(cpu(1), 60);

            assertThat(launches("cpu")).isEqualTo(60);
        }

        @Test
        void countsBusyNodesByTheirTotals() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(4), 9)
                    .busy("cpu-1", cpu(4), cpu(4))
                    .standing(cpu(4), 1)
                    .waiting(cpu(4), 1);

            assertThat(launches("cpu")).as("for the waiting work only").isEqualTo(1);
        }
    }

    @Nested
    class Speed {
        @Test
        void atLeastFiveMayStartAtOnce() {
            world.type("cpu", 0, 100).offer("cpu", cpu(1), 100).waiting(cpu(1), 60);

            assertThat(launches("cpu")).isEqualTo(5);
            assertThat(world.decide().unmet())
                    .singleElement()
                    .satisfies(unmet -> assertThat(unmet.reason().code()).isEqualTo(Code.SPEED));
        }

        @Test
        void thenAsManyAsAreReadyTimesTheSpeed() {
            world.type("cpu", 0, 100).speed(2).offer("cpu", cpu(1), 100).waiting(cpu(1), 60);
            for (int number = 1; number <= 10; number++) {
                world.busy("cpu-" + number, cpu(1), cpu(1));
            }

            assertThat(launches("cpu")).isEqualTo(20);
        }

        @Test
        void startingNodesCount() {
            world.type("cpu", 0, 100)
                    .offer("cpu", cpu(1), 100)
                    .waiting(cpu(1), 60)
                    .in(NodeState.STARTING, "cpu-1", cpu(1));

            assertThat(launches("cpu")).isEqualTo(4);
        }

        @Test
        void minimumsAndGangsAreNotThrottled() {
            world.type("cpu", 20, 100)
                    .type("gang", 0, 100)
                    .offer("cpu", cpu(1), 100)
                    .offer("gang", Resources.of("x", 1), 100)
                    .gang(GangStrategy.STRICT_SPREAD, 12, Resources.of("x", 1));

            assertThat(launches("cpu")).isEqualTo(20);
            assertThat(launches("gang")).isEqualTo(12);
        }
    }

    @Nested
    class CandidateNodes {
        @Test
        void startingNodesCountWithAllTheirResources() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(4), 9)
                    .in(NodeState.REQUESTED, "cpu-1", cpu(4))
                    .in(NodeState.STARTING, "cpu-2", cpu(4))
                    .waiting(cpu(2), 4);

            assertThat(world.actions()).isEmpty();
            assertThat(world.decide().unmet()).isEmpty();
        }

        @Test
        void nodesThatAreFailedLostOrStoppingHoldNothing() {
            for (NodeState state : List.of(NodeState.STOPPING, NodeState.FAILED, NodeState.LOST)) {
                TestWorld one = new TestWorld()
                        .type("cpu", 0, 9)
                        .offer("cpu", cpu(4), 9)
                        .in(state, "cpu-1", cpu(4))
                        .waiting(cpu(4), 1);

                assertThat(one.actions()).as(state.wireName()).contains("launch cpu-2");
            }
        }

        @Test
        void fullNodesHoldNothingMore() {
            world.type("cpu", 0, 9)
                    .offer("cpu", cpu(4), 9)
                    .busy("cpu-1", cpu(4), cpu(4))
                    .waiting(cpu(1), 1);

            assertThat(launches("cpu")).isEqualTo(1);
        }
    }

    @Nested
    class Order {
        @Test
        void theHardestDemandIsPlacedFirstInWhateverOrderItArrives() {
            world.type("cpu", 0, 2)
                    .idle("cpu-1", cpu(4), Duration.ZERO)
                    .idle("cpu-2", Resources.of("CPU", 4, "licence", 1), Duration.ZERO)
                    .waiting(cpu(4), 1)
                    .waiting(Resources.of("CPU", 4, "licence", 1), 1);

            assertThat(world.decide().unmet()).isEmpty();
        }

        @Test
        void largeRequestsArePlacedBeforeSmallOnes() {
            world.type("cpu", 0, 2)
                    .idle("cpu-1", cpu(4), Duration.ZERO)
                    .idle("cpu-2", cpu(3), Duration.ZERO)
                    .waiting(cpu(1), 3)
                    .waiting(cpu(4), 1);

            assertThat(world.decide().unmet()).isEmpty();
        }

        @Test
        void differsOfEquallyGoodTypesTheFirstInTheConfigIsChosen() {
            TestWorld oneWay = new TestWorld()
                    .type("a", 0, 9)
                    .type("b", 0, 9)
                    .offer("a", cpu(4), 9)
                    .offer("b", cpu(4), 9)
                    .waiting(cpu(4), 1);
            TestWorld otherWay = new TestWorld()
                    .type("a", 0, 9)
                    .type("b", 0, 9)
                    .offer("b", cpu(4), 9)
                    .offer("a", cpu(4), 9)
                    .waiting(cpu(4), 1);

            assertThat(oneWay.actions()).containsExactly("launch a-1");
            assertThat(otherWay.actions()).containsExactly("launch a-1");
        }
    }

    @Test
    void differsDemandIsNotClippedAtAThousand() {
        world.type("cpu", 0, 3000)
                .maxWorkers(3000)
                .speed(10_000)
                .idle("cpu-1", cpu(4), Duration.ZERO)
                .offer("cpu", cpu(1), 2999)
                .waiting(cpu(1), 2500);

        assertThat(launches("cpu")).isEqualTo(2496);
        assertThat(world.decide().unmet()).isEmpty();
    }

    @Test
    void differsMoreThanTenMayStartAtOnce() {
        world.type("cpu", 0, 100).speed(1).offer("cpu", cpu(1), 100).standing(cpu(1), 40);

        assertThat(launches("cpu")).isEqualTo(40);
    }

    @Test
    void differsStandingDemandMayComeFromSeveralSources() {
        world.type("cpu", 0, 9)
                .offer("cpu", cpu(4), 9)
                .standing(cpu(4), 1)
                .demand(new Demand("ray", Demand.Kind.STANDING, Shape.of(cpu(4)), 2));

        assertThat(launches("cpu")).isEqualTo(3);
    }

    @Test
    void demandThatFitsNothingIsReportedWithTheShortage() {
        world.type("cpu", 0, 9).offer("cpu", cpu(4), 9).waiting(Resources.of("TPU", 1), 7);

        Decision decision = world.decide();
        assertThat(decision.actions()).isEmpty();
        assertThat(decision.unmet())
                .singleElement()
                .satisfies(unmet -> assertThat(unmet.count()).isEqualTo(7))
                .satisfies(unmet -> assertThat(unmet.reason().text()).contains("TPU"));
    }

    @Test
    void fractionsAreExact() {
        world.type("cpu", 0, 9)
                .idle("cpu-1", Resources.of("GPU", 1), Duration.ZERO)
                .waiting(Resources.of("GPU", 0.1), 10);

        assertThat(world.decide().unmet()).isEmpty();
    }

    @Test
    void nodesForTheMinimumHoldDemandBeforeOthersAreLaunched() {
        world.type("cpu", 2, 9)
                .type("better", 0, 9)
                .offer("cpu", cpu(8), 9)
                .offer("better", cpu(2), 9)
                .waiting(cpu(2), 4);

        assertThat(launches("cpu")).isEqualTo(2);
        assertThat(launches("better")).isZero();
    }

    @Test
    void differsAFailedTypePausesAndAnotherTypeIsLaunched() {
        Ledger failed = Ledger.EMPTY.after(
                List.of(new Outcome.Failed(new NodeKey("cpu-1"), "cpu", NOW, "no route to host", true)), NOW);
        world.type("cpu", 0, 9, 5)
                .type("other", 0, 9)
                .offer("cpu", cpu(2), 9)
                .offer("other", cpu(2), 9)
                .waiting(cpu(2), 1)
                .ledger(failed);

        assertThat(launches("cpu")).isZero();
        assertThat(launches("other")).isEqualTo(1);
    }

    @Test
    void theHeadDoesNotCountAgainstTheMaximum() {
        world.type("cpu", 0, 1)
                .maxWorkers(1)
                .head(cpu(1))
                .offer("cpu", cpu(4), 1)
                .waiting(cpu(4), 1);

        assertThat(launches("cpu")).isEqualTo(1);
    }
}
