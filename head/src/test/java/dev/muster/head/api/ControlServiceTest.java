package dev.muster.head.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.ConfigSubmission.Mode;
import dev.muster.core.control.Control;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.control.StopOrder;
import dev.muster.core.control.StopOrder.Scope;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.UserError;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.head.TestConfigs;
import dev.muster.head.loop.CurrentSite;
import dev.muster.head.loop.HeadWorld;
import dev.muster.head.loop.LoopWakeup;
import dev.muster.head.port.ClusterSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServiceTest {
    private static final NodeKey CPU_1 = NodeKey.worker("cpu", 1);
    private static final NodeKey CPU_2 = NodeKey.worker("cpu", 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HeadWorld world;

    @SuppressWarnings("NullAway.Init")
    private ControlService service;

    @SuppressWarnings("NullAway.Init")
    private Control control;

    @SuppressWarnings("NullAway.Init")
    private HeadLocation location;

    @BeforeEach
    void begin() throws IOException {
        world = new HeadWorld(folder, 1, 10);
        location = new HeadLocation("c1", HeadWorld.CLUSTER, folder, folder.resolve("c1/head"), "127.0.0.1");
        Files.createDirectories(location.control());
        service = new ControlService(new ControlService.Parts(
                world.store,
                world.table,
                world.loop,
                new CurrentSite(config -> ClusterSite.withoutPool(world.cloud, world.setUp)),
                (node, request) -> "chain of " + node,
                location,
                new StoredInputs(location.control()),
                TestConfigs::read,
                () -> "127.0.0.1:7373",
                new LoopWakeup(),
                world.time));
        control = service.of("me@here");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private SubmissionResult apply(String config) {
        return control.apply(new ConfigSubmission(config, ConfigInputs.NONE, "ignored", Mode.DRAIN_FIRST));
    }

    private void up(String config) {
        apply(config);
        world.startDaemon(NodeKey.HEAD);
        world.run(Duration.ofSeconds(5));
    }

    private static StandingRequest request(double cpus, int count) {
        return new StandingRequest(List.of(new Bundles(Shape.of(Resources.of("CPU", cpus)), count)), "ignored");
    }

    private NodeStatus node(NodeKey key) {
        return control.status().nodes().stream()
                .filter(node -> node.name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Explain {
        @Test
        void explainsTheLifeOfANodeFromTheJournal() {
            up("0 4 60");
            control.request(request(2, 2));
            world.run(Duration.ofSeconds(20));
            control.request(new StandingRequest(List.of(), "ignored"));
            world.run(Duration.ofMinutes(5));

            Explanation why = control.explain(Optional.of(CPU_1)).getFirst();
            List<Event> decided =
                    control.journal(new JournalQuery(Set.of(Event.Kind.DECISION), Optional.of(CPU_1), 100));
            assertThat(decided).extracting(Event::state).containsExactly("launch", "drain", "remove");
            assertThat(why.facts())
                    .filteredOn(fact -> fact.decision().isPresent())
                    .extracting(fact -> fact.at().orElseThrow() + " "
                            + fact.decision().getAsLong() + " " + fact.code() + " " + fact.text())
                    .containsExactlyElementsOf(decided.stream()
                            .map(event -> event.at() + " " + event.details().get("decision") + " "
                                    + event.details().get("code") + " " + event.state() + ": " + event.message())
                            .toList());
            assertThat(why.answer()).contains("launch: ").contains("drain: idle for");
        }

        @Test
        void explainsWhyANodeIsKept() {
            up("1 4 60");
            world.run(Duration.ofSeconds(100));

            Explanation why = control.explain(Optional.of(CPU_1)).getFirst();

            assertThat(why.answer())
                    .contains("launch: ")
                    .contains("; now: idle for")
                    .contains("type cpu keeps its minimum");
            assertThat(why.facts().getLast().at()).isEmpty();
        }

        @Test
        void explainsWhyNothingHappens() {
            up("0 4 60");

            assertThat(control.explain(Optional.empty()))
                    .extracting(Explanation::answer)
                    .containsExactly("nothing to do: there is no demand and every type has its minimum");
        }

        @Test
        void explainsARolloutThatHasStopped() {
            up("2 4 6000");
            world.setUp.brokenMachines.add(CPU_1);
            world.setUp.recipes = Map.of("cpu", "r2");
            apply("2 4 6000");
            world.run(Duration.ofSeconds(20));

            Explanation rollout = control.explain(Optional.empty()).getFirst();
            assertThat(rollout.subject()).isEqualTo("rollout of the new set-up");
            assertThat(rollout.answer())
                    .startsWith("stopped: cpu-1 failed: ")
                    .contains(
                            "'setup' exited 7",
                            "; cpu-2 has the old set-up; fix the cause, then run 'cluster up' again");
            assertThat(control.explain(Optional.of(CPU_1)).getFirst().answer())
                    .contains("; now: its new set-up failed: ")
                    .doesNotContain("starting for");
        }

        @Test
        void explainsANodeThatFailed() {
            world.setUp.brokenMachines.add(CPU_1);
            up("1 4 60");

            assertThat(control.explain(Optional.empty())).anySatisfy(why -> {
                assertThat(why.subject()).isEqualTo("node cpu-1 (vm-cpu-1)");
                assertThat(why.answer()).startsWith("failed: ").contains("'setup' exited 7");
            });
        }

        @Test
        void saysAtOnceThatTheConnectionToADaemonIsBroken() {
            up("1 4 6000");
            world.killDaemon(CPU_1);
            world.run(Duration.ofSeconds(2));

            assertThat(node(CPU_1).state()).isEqualTo(NodeState.READY);
            assertThat(node(CPU_1).lastError())
                    .startsWith("the connection to its daemon is broken: last heard ")
                    .doesNotContain("silent");
        }

        @Test
        void theReasonOfAReadyWorkerIsWhyItStays() {
            up("1 4 6000");
            control.request(request(2, 4));
            world.run(Duration.ofSeconds(5));
            control.request(new StandingRequest(List.of(), "ignored"));
            world.run(Duration.ofSeconds(60));

            assertThat(node(CPU_1).reason()).startsWith("idle for ").doesNotContain("requested");
        }

        @Test
        void namesTheLimitThatDemandReaches() {
            up("0 2 60");
            control.request(request(2, 4));
            world.run(Duration.ofSeconds(20));

            List<Explanation> why = control.explain(Optional.empty());

            assertThat(why).hasSize(2);
            assertThat(why.get(0).answer()).startsWith("no action is possible: ");
            assertThat(why.get(1).subject()).startsWith("1 x ").endsWith(" requested");
            assertThat(why.get(1).facts())
                    .extracting(Explanation.Fact::text)
                    .anySatisfy(text -> assertThat(text).contains("type cpu").contains("at its max_workers"));
        }

        @Test
        void failsForANodeThatNeverExisted() {
            up("0 4 60");

            assertThatThrownBy(() -> control.explain(Optional.of(new NodeKey("cpu-99"))))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("there is no node 'cpu-99'");
        }

        @Test
        void explainsThatThereIsNoConfigYet() {
            assertThat(control.explain(Optional.empty()).getFirst().answer()).contains("no config yet");
        }
    }

    @Nested
    class Apply {
        @Test
        void addsTheHeadAsANodeAndReturnsWhereToWatchFrom() {
            SubmissionResult applied = apply("1 4 60");

            assertThat(node(NodeKey.HEAD).state()).isEqualTo(NodeState.STARTING);
            assertThat(applied.changes()).hasSize(1).first().asString().contains("1 to 4 workers");
            assertThat(applied.sequence())
                    .isEqualTo(world.state().lastSequence())
                    .isPositive();
        }

        @Test
        void setsWorkersUpAgainWhoseEngineFailed() {
            up("2 4 60");
            world.setUp.setUps.clear();
            world.daemons.get(CPU_1).engine =
                    Optional.of(new EngineStatus(EngineStatus.Phase.FAILED, world.time.now(), 3, List.of("no token")));
            world.run(Duration.ofSeconds(2));

            assertThat(apply("2 4 60").outdated()).containsExactly(CPU_1);
            world.run(Duration.ofSeconds(5));

            assertThat(world.setUp.setUps).containsExactly(CPU_1);
            assertThat(world.ready()).containsExactly(CPU_1, CPU_2);
        }

        @Test
        void leavesWorkersAloneWhoseEngineStartsOrIsReady() {
            up("2 4 60");
            world.daemons.get(CPU_1).engine =
                    Optional.of(new EngineStatus(EngineStatus.Phase.STARTING, world.time.now(), 0, List.of()));
            world.daemons.get(CPU_2).engine =
                    Optional.of(new EngineStatus(EngineStatus.Phase.READY, world.time.now(), 3, List.of("no token")));
            world.run(Duration.ofSeconds(2));

            assertThat(apply("2 4 60").outdated()).isEmpty();
        }

        @Test
        void changesNothingIfRepeated() {
            up("1 4 60");
            SubmissionResult again = apply("1 4 60");

            assertThat(again.changes()).isEmpty();
            assertThat(world.state().config().orElseThrow().version()).isEqualTo(1);
        }

        @Test
        void describesTheChangesAndAppliesNewLimits() {
            up("1 4 60");
            assertThat(apply("2 5 60 left").changes())
                    .anyMatch(change -> change.contains("cpu: min_workers: 1 to 2"))
                    .anyMatch(change -> change.contains("max_workers: 4 to 5"))
                    .anyMatch(change -> change.contains("labels"));

            world.run(Duration.ofSeconds(5));
            assertThat(world.ready()).hasSize(2);
        }

        @Test
        void onlyDescribesTheChangesInADryRun() {
            up("1 4 60");
            SubmissionResult result =
                    control.apply(new ConfigSubmission("3 4 60", ConfigInputs.NONE, "x", Mode.DRY_RUN));

            assertThat(result.changes()).hasSize(1);
            world.run(Duration.ofSeconds(5));
            assertThat(world.ready()).hasSize(1);
        }

        @Test
        void leavesNodesAloneWhoseEngineAloneChangedIfTheOperatorWantsThat() {
            world.setUp.recipes = Map.of("cpu", "set-up+engine");
            up("1 4 60");
            world.setUp.recipes = Map.of("cpu", "set-up+another engine");
            ConfigSubmission kept = new ConfigSubmission("1 4 60", ConfigInputs.NONE, "x", Mode.DRAIN_FIRST, true);
            assertThat(control.apply(kept).outdated()).isEmpty();
            assertThat(apply("1 4 60").outdated()).containsExactly(CPU_1);

            world.setUp.recipes = Map.of("cpu", "another set-up+another engine");
            assertThat(control.apply(kept).outdated()).containsExactly(CPU_1);
        }

        @Test
        void failsForAnInvalidConfig() {
            assertThatThrownBy(() -> apply("nonsense")).isInstanceOf(UserError.class);
            assertThat(world.state().config()).isEmpty();
        }

        @Test
        void storesSecretsInAFileForTheOwnerAndNowhereElse() throws IOException {
            control.apply(new ConfigSubmission(
                    "1 4 60", new ConfigInputs(Map.of("TOKEN", "s3\"cr\net"), Map.of()), "x", Mode.AT_ONCE));

            Path file = location.control().resolve("secrets.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(new StoredInputs(location.control()).read().secret("TOKEN"))
                    .isEqualTo("s3\"cr\net");
            assertThat(world.journal()).noneMatch(event -> event.toString().contains("s3"));
        }

        @Test
        void startsAStoppedClusterAgain() {
            up("1 4 60");
            control.stop(new StopOrder(Scope.ALL_WORKERS, false, "x"));
            world.run(Duration.ofSeconds(10));
            assertThat(world.ready()).isEmpty();

            assertThat(apply("1 4 60").changes()).containsExactly("the cluster starts again");
            world.run(Duration.ofSeconds(5));
            assertThat(world.ready()).hasSize(1);
        }

        @Test
        void forgetsFailuresSoThatAFixedConfigIsTriedAtOnce() {
            world.setUp.brokenMachines.add(CPU_1);
            up("1 4 60");
            world.setUp.brokenMachines.clear();

            assertThat(apply("1 4 60").changes()).anyMatch(change -> change.contains("failures are forgotten"));
            world.run(Duration.ofSeconds(4));
            assertThat(world.ready()).containsExactly(CPU_2);
        }
    }

    @Nested
    class Status {
        @Test
        void isReadyWhenTheMinimumIsReady() {
            apply("1 4 60");
            assertThat(control.status().state()).isEqualTo(ClusterState.STARTING);
            up("1 4 60");

            StatusView status = control.status();
            assertThat(status.state()).isEqualTo(ClusterState.READY);
            assertThat(status.nodes()).extracting(NodeStatus::name).containsExactly(NodeKey.HEAD, CPU_1);
            assertThat(status.total().amount("CPU")).isEqualTo(4);
            assertThat(status.types())
                    .filteredOn(type -> type.name().equals("cpu"))
                    .containsExactly(new StatusView.TypeStatus("cpu", 1, 4, 1, 0, 0));
        }

        @Test
        void subtractsStandingDemandFromTheAvailableResources() {
            up("1 4 60");
            control.request(request(2, 1));
            world.run(Duration.ofSeconds(2));

            assertThat(control.status().available().amount("CPU")).isEqualTo(2);
            assertThat(control.status().nodes()).anyMatch(node -> node.idle().isEmpty());
        }

        /** A pool has no other hosts, and earlier failures are hidden once other nodes are up. */
        @Test
        void isDegradedIfTheMinimumIsMissingAndNoNodeStarts() {
            up("12 20 60");

            assertThat(world.ready()).hasSize(10);
            assertThat(control.status().state()).isEqualTo(ClusterState.DEGRADED);
        }

        @Test
        void showsAFailedNodeAndItsError() {
            world.setUp.brokenMachines.add(CPU_1);
            up("1 4 60");

            assertThat(control.status().state()).isEqualTo(ClusterState.DEGRADED);
            assertThat(node(CPU_1).state()).isEqualTo(NodeState.FAILED);
            assertThat(node(CPU_1).lastError()).contains("'setup' exited 7");
        }

        @Test
        void showsUnmetDemandAndItsReason() {
            up("0 1 60");
            List<String> notes = control.request(request(2, 4)).notes();
            world.run(Duration.ofSeconds(5));

            assertThat(notes).isNotEmpty();
            assertThat(control.status().demand()).isNotEmpty().allSatisfy(unmet -> {
                assertThat(unmet.count()).isEqualTo(2);
                assertThat(unmet.reason()).isNotEmpty();
            });
            assertThat(world.ready()).hasSize(1);
        }
    }

    @Nested
    class Request {
        @Test
        void failsForDemandThatNoNodeTypeCanSatisfyAndNamesTheShortage() {
            up("0 4 60");
            assertThatThrownBy(() -> control.request(request(64, 1)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("CPU");
            assertThat(world.state().standing()).isEmpty();
        }

        @Test
        void replacesTheLastRequestAndClearsItWithAnEmptyOne() {
            up("0 4 60");
            control.request(request(2, 2));
            control.request(request(1, 1));
            assertThat(world.state().standing())
                    .hasSize(1)
                    .first()
                    .satisfies(bundles -> assertThat(bundles.count()).isEqualTo(1));

            control.request(new StandingRequest(List.of(), "x"));
            assertThat(world.state().standing()).isEmpty();
            assertThat(world.journal()).anySatisfy(event -> {
                assertThat(event.kind()).isEqualTo(Event.Kind.REQUEST);
                assertThat(event.details()).containsEntry("operator", "me@here");
            });
        }

        @Test
        void failsForEmptyBundlesAndInvalidCounts() {
            up("0 4 60");
            assertThatThrownBy(() -> control.request(request(0, 1))).isInstanceOf(UserError.class);
            assertThatThrownBy(() -> control.request(request(1, 0))).isInstanceOf(UserError.class);
            assertThatThrownBy(() -> control.request(request(1, Integer.MAX_VALUE)))
                    .isInstanceOf(UserError.class);
        }

        @Test
        void failsWithoutAConfig() {
            assertThatThrownBy(() -> control.request(request(1, 1))).isInstanceOf(UserError.class);
        }
    }

    @Nested
    class DrainAndStopOrders {
        @Test
        void drainsANodeAndCancelsTheDrain() {
            up("1 4 60");
            world.daemons.get(CPU_1).busy = true;
            world.iterate();
            control.drain(CPU_1, false);
            assertThat(node(CPU_1).state()).isEqualTo(NodeState.DRAINING);

            control.drain(CPU_1, true);
            world.run(Duration.ofSeconds(5));
            assertThat(node(CPU_1).state()).isEqualTo(NodeState.READY);
        }

        @Test
        void failsToCancelADrainWhileTheClusterStops() {
            up("1 4 60");
            world.daemons.get(CPU_1).busy = true;
            world.iterate();
            control.stop(new StopOrder(Scope.ALL_WORKERS, false, "x"));

            assertThatThrownBy(() -> control.drain(CPU_1, true))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the whole cluster is stopping");
        }

        @Test
        void failsToDrainTheHeadOrAnUnknownNode() {
            up("1 4 60");
            assertThatThrownBy(() -> control.drain(NodeKey.HEAD, false)).isInstanceOf(UserError.class);
            assertThatThrownBy(() -> control.drain(NodeKey.worker("cpu", 9), false))
                    .isInstanceOf(UserError.class);
        }

        @Test
        void stopsWorkersAboveTheMinimumAndKeepsTheClusterRunning() {
            up("1 4 6000");
            control.request(request(2, 4));
            world.run(Duration.ofSeconds(5));
            assertThat(world.ready()).hasSize(3);

            control.stop(new StopOrder(Scope.ABOVE_MINIMUM, false, "x"));
            world.run(Duration.ofSeconds(10));
            assertThat(world.ready()).containsExactly(CPU_1);
            assertThat(control.status().state()).isEqualTo(ClusterState.READY);
        }

        @Test
        void returnsTheWorkersThatEndAndChangesNothingInADryRun() {
            up("1 4 6000");
            control.request(request(2, 4));
            world.run(Duration.ofSeconds(5));

            StopOrder order = new StopOrder(Scope.ABOVE_MINIMUM, false, "x");
            assertThat(control.stop(order.asDryRun())).hasSize(2).doesNotContain(CPU_1);
            world.run(Duration.ofSeconds(5));
            assertThat(world.ready()).hasSize(3);

            assertThat(control.stop(order)).isEqualTo(control.stop(order.asDryRun()));
        }

        @Test
        void stopsAllWorkersAndLaunchesNoneUntilSomethingIsRequested() {
            up("1 4 6000");
            assertThat(control.stop(new StopOrder(Scope.WORKERS, false, "x"))).containsExactly(CPU_1);
            world.run(Duration.ofMinutes(2));

            assertThat(world.ready()).isEmpty();
            assertThat(control.status().state()).isEqualTo(ClusterState.READY);
            assertThat(control.status().notes()).anyMatch(note -> note.contains("the minimum is suspended"));
            assertThat(control.explain(Optional.empty()).getFirst().answer()).contains("the minimum is suspended");

            control.request(request(1, 1));
            world.run(Duration.ofSeconds(10));
            assertThat(world.ready()).containsExactly(CPU_2);
            assertThat(control.status().notes()).noneMatch(note -> note.contains("suspended"));
        }

        @Test
        void launchesTheMinimumAgainWhenTheConfigIsAppliedAgain() {
            up("1 4 6000");
            control.stop(new StopOrder(Scope.WORKERS, false, "x"));
            world.run(Duration.ofSeconds(10));
            assertThat(world.ready()).isEmpty();

            up("1 4 6000");
            world.run(Duration.ofSeconds(10));
            assertThat(world.ready()).containsExactly(CPU_2);
        }

        @Test
        void waitsForWorkUnlessForced() {
            up("1 4 60");
            world.daemons.get(CPU_1).busy = true;
            world.iterate();
            control.stop(new StopOrder(Scope.ALL_WORKERS, false, "x"));
            world.run(Duration.ofSeconds(20));
            assertThat(node(CPU_1).state()).isEqualTo(NodeState.DRAINING);
            assertThat(control.status().state()).isEqualTo(ClusterState.STOPPING);

            control.stop(new StopOrder(Scope.ALL_WORKERS, true, "x"));
            world.run(Duration.ofSeconds(3));
            assertThat(world.cloud.existing()).isEmpty();
        }
    }

    @Nested
    class Watch {
        @Test
        void deliversPastAndThenNewEventsUntilTheListenerEnds() throws InterruptedException {
            up("1 4 60");
            List<Long> seen = new ArrayList<>();
            long last = world.state().lastSequence();
            control.watch(0, event -> {
                seen.add(event.sequence());
                return event.sequence() < last;
            });

            assertThat(seen).hasSize((int) last).startsWith(1L).endsWith(last).isSorted();
        }

        @Test
        void endsWhenTheHeadEnds() {
            up("1 4 60");
            service.close();

            assertThatThrownBy(() -> control.watch(0, event -> true)).isInstanceOf(NoCluster.class);
        }

        @Test
        void findsLinesOfOneNode() {
            up("1 4 60");

            assertThat(control.journal(new JournalQuery(Set.of(Event.Kind.NODE), Optional.of(CPU_1), 100)))
                    .extracting(Event::state)
                    .containsExactly("requested", "starting", "ready");
        }
    }

    @Nested
    class Logs {
        private String read(Optional<NodeKey> node, Optional<String> step, int lines) throws InterruptedException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            control.logs(new LogQuery(node, step, lines, false), out::writeBytes);
            return out.toString(StandardCharsets.UTF_8);
        }

        private void keep(String step, String text) {
            StepLogs logs = new StepLogs(location, CPU_1, event -> {});
            logs.write(new Event(
                    0,
                    world.time.now(),
                    Event.Kind.STEP,
                    Optional.of(CPU_1),
                    Optional.of(step),
                    "started",
                    "",
                    Map.of()));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            logs.output().accept(dev.muster.core.port.OutputSink.Stream.OUT, bytes, bytes.length);
        }

        @Test
        void returnsTheOutputOfAStep() throws InterruptedException {
            keep("setup", "one\ntwo\nthree\n");

            assertThat(read(Optional.of(CPU_1), Optional.of("setup"), 0)).isEqualTo("one\ntwo\nthree\n");
            assertThat(read(Optional.of(CPU_1), Optional.of("setup"), 2)).isEqualTo("two\nthree\n");
            assertThat(read(Optional.of(CPU_1), Optional.empty(), 0)).contains("three");
        }

        @Test
        void readsNoOtherFiles() throws IOException {
            keep("setup", "x");
            Files.writeString(location.control().resolve("secret.log"), "secret");
            Files.createSymbolicLink(
                    location.stepLogs(CPU_1).resolve("link.log"),
                    location.control().resolve("secret.log"));

            for (String step : List.of("../../secret", "..", "/etc/passwd", "link", "")) {
                assertThatThrownBy(() -> read(Optional.of(CPU_1), Optional.of(step), 0))
                        .as(step)
                        .isInstanceOf(UserError.class);
            }
        }

        @Test
        void returnsTheLogOfTheHead() throws IOException, InterruptedException {
            Files.createDirectories(location.headLog().getParent());
            Files.writeString(location.headLog(), "a\nb\n");

            assertThat(read(Optional.empty(), Optional.empty(), 1)).isEqualTo("b\n");
        }
    }

    @Test
    void returnsTheAddressesOfTheNodes() {
        up("1 4 60");

        assertThat(control.addresses())
                .extracting(NodeAddress::folder)
                .containsExactly(folder + "/c1/head", folder + "/c1/cpu-1");
    }

    @Test
    void enrolsTheHeadBeforeTheFirstConfig() {
        assertThat(control.enrol(NodeKey.HEAD, "request")).isEqualTo("chain of head");
        assertThat(world.state().isLive(NodeKey.HEAD)).isTrue();
        apply("0 1 60");
        assertThat(node(NodeKey.HEAD).type()).isEqualTo("head");
    }
}
