package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.console.StopSignal;
import dev.muster.client.MinReady;
import dev.muster.client.UpIsRunning;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class UpCommandTest extends CommandTest {
    private static final UpIsRunning OTHER_UP = new UpIsRunning("another 'up' runs\nhead: 'setup'", "end it");
    private static final Event DONE = new Event(
            7,
            FakeTime.NOW,
            Event.Kind.STEP,
            Optional.of(new NodeKey("cpu-1")),
            Optional.of("setup"),
            "done",
            "pip install",
            Map.of("seconds", "3.24"));
    private static final Event STARTED = new Event(
            6,
            FakeTime.NOW,
            Event.Kind.STEP,
            Optional.of(new NodeKey("cpu-1")),
            Optional.of("setup"),
            "started",
            "",
            Map.of());

    @Test
    void usesTheFileByDefault() {
        run("up", "-y");

        assertThat(request().limits()).isEqualTo(UpRequest.Limits.OF_FILE);
        assertThat(request().restart()).isEqualTo(UpRequest.Restart.AS_NEEDED);
        assertThat(request().waiting()).isEqualTo(UpRequest.Waiting.FOR_ALL);
        assertThat(request().requestedBy()).isEqualTo("ann@desk");
    }

    @Test
    void passesOnEveryOption() {
        run(
                "up -y cluster.yaml --min-workers 1 --max-workers=4 --min-ready 90% --timeout 2m --no-restart -n two --take-over vm3"
                        .split(" "));

        assertThat(request().limits()).isEqualTo(new UpRequest.Limits(OptionalInt.of(1), OptionalInt.of(4)));
        assertThat(request().restart()).isEqualTo(UpRequest.Restart.NEVER);
        assertThat(request().waiting())
                .isEqualTo(new UpRequest.Waiting(
                        UpRequest.Until.WORKERS_READY, new MinReady.Percent(90), Duration.ofMinutes(2)));
        assertThat(request().allowed().takeOver()).containsExactly("vm3");
        assertThat(request().cluster().name()).isEqualTo("two");
    }

    @Test
    void passesOnNoWaitAndRestartOnly() {
        run("up", "-y", "--no-wait", "--restart-only", "--min-ready", "3");

        assertThat(request().restart()).isEqualTo(UpRequest.Restart.ONLY);
        assertThat(request().waiting().until()).isEqualTo(UpRequest.Until.HEAD_READY);
        assertThat(request().waiting().minReady()).isEqualTo(new MinReady.Count(3));
    }

    @Test
    void offersToEndAnotherUp() {
        clusters().otherUp = OTHER_UP;
        command.window = FakeWindow.TERMINAL;
        command.input = "y\ny\ny\n";

        CommandRun.Ended ended = run("up");

        assertThat(ended.code()).isZero();
        assertThat(ended.err())
                .contains("cluster: another 'up' runs\n  head: 'setup'\n  end it\nEnd it and continue? [y/N] ");
        assertThat(clusters().asked.stream()
                        .filter(UpRequest.class::isInstance)
                        .map(asked -> ((UpRequest) asked).allowed().endOther()))
                .containsExactly(false, true);
    }

    @Test
    void changesNothingIfAnotherUpMayRunOn() {
        clusters().otherUp = OTHER_UP;
        command.window = FakeWindow.TERMINAL;
        command.input = "y\nn\n";

        assertThat(run("up").code()).isEqualTo(2);
        assertThat(run("up", "-y").code()).as("asks nothing").isEqualTo(2);
        assertThat(run("up", "-y", "--end-other").code()).isZero();
    }

    @Test
    void endsInOneLineIfTheQuestionIsInterrupted() {
        command.window = FakeWindow.TERMINAL.withSignal(StopSignal.INT);

        CommandRun.Ended ended = run("up");

        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.err()).endsWith("\n\ncluster: interrupted; nothing was changed\n");
    }

    @Test
    void dryRunAndPlanOnlyShowThePlan() {
        CommandRun.Ended ended = run("up", "--dry-run");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("""
                        lab: provider process, engine native (no start commands are given)
                          NODE  TYPE  HOST  ACTION  REASON
                          head  head  vm1   create  it does not exist yet
                        total: 1 to create
                        """);
        assertThat(clusters().asked).doesNotContain("up");
        assertThat(run("plan").out()).isEqualTo(ended.out());
    }

    @Test
    void failsWithoutATerminalToAsk() {
        CommandRun.Ended ended = run("up");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .endsWith("cluster: cannot ask 'Apply this plan?': stdin is not a terminal\n  add -y to answer yes\n");
        assertThat(clusters().asked).doesNotContain("up");
    }

    @Test
    void appliesThePlanIfTheAnswerIsYes() {
        command.window = FakeWindow.TERMINAL;
        command.input = "y\n";

        assertThat(run("up").code()).isZero();
        assertThat(clusters().asked).contains("up");
    }

    @Test
    void changesNothingAtAnyOtherAnswer() {
        command.window = FakeWindow.TERMINAL;
        command.input = "\n";

        CommandRun.Ended ended = run("up");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).endsWith("Apply this plan? [y/N] cluster: nothing was changed\n");
        assertThat(clusters().asked).doesNotContain("up");
    }

    @Test
    void doesNotAskIfThereIsNothingToDo() {
        clusters().plan = FakeClusters.plan(UpPlanView.Action.KEEP);

        CommandRun.Ended ended = run("up");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).endsWith("nothing to do\n");
        assertThat(ended.out()).startsWith("lab is up: 2 of 2 nodes ready in 2.4 s\n");
    }

    @Test
    void printsPlainLinesInAPipe() {
        clusters().events.addAll(List.of(STARTED, DONE));

        CommandRun.Ended ended = run("up", "-y");

        assertThat(ended.err()).endsWith("cpu-1       setup           done           3.2 s  pip install\n");
        assertThat(ended.err()).doesNotContain("started").doesNotContain("\033");
        assertThat(ended.out()).doesNotContain("\033").doesNotContain("pip install");
    }

    @Test
    void printsStartedStepsWithVerbose() {
        clusters().events.add(STARTED);

        assertThat(run("up", "-y", "-v").err()).contains("cpu-1       setup           started");
    }

    @Test
    void printsTheTimeOfDayWhereNoTerminalIs() {
        clusters().events.add(DONE);

        assertThat(run("up", "-y").err()).contains("10:00:00  cpu-1       setup");
        assertThat(run("up", "-y", "--log-style", "record").err()).contains("10:00:00  cpu-1       setup");
    }

    @Test
    void redrawsALinePerNodeOnATerminal() {
        command.window = FakeWindow.TERMINAL;
        clusters().events.addAll(List.of(STARTED, DONE));

        String err = run("up", "-y", "--log-color", "false").err();

        assertThat(err).contains("  cpu-1  setup running").contains("\033[1A\r\033[J");
    }

    @Test
    void printsOneJsonLinePerEventAndTheReportLast() {
        clusters().events.add(DONE);

        CommandRun.Ended ended = run("up", "-y", "--output", "json");

        List<String> lines = ended.out().lines().toList();
        assertThat(lines.getFirst()).startsWith("{\"event\":\"plan\",\"schema_version\":1,\"cluster\":\"lab\"");
        assertThat(lines.get(1))
                .isEqualTo(
                        "{\"event\":\"step\",\"at\":\"2026-03-01T10:00:00Z\",\"sequence\":7,\"node\":\"cpu-1\",\"step\":\"setup\","
                                + "\"state\":\"done\",\"seconds\":3.24,\"message\":\"pip install\",\"details\":{\"seconds\":\"3.24\"}}");
        assertThat(lines.get(2))
                .isEqualTo(
                        "{\"event\":\"report\",\"schema_version\":1,\"cluster\":\"lab\",\"cluster_id\":\"00000000000000aa\",\"head\":\"vm1\","
                                + "\"engine\":\"native\",\"engine_reason\":\"nothing in the file needs another engine\","
                                + "\"outcome\":\"done\",\"exit_code\":0,\"nodes_ready\":2,\"nodes_waiting\":0,\"nodes_failed\":0,\"seconds\":2.4,"
                                + "\"ready\":[\"head\",\"cpu-1\"],\"waiting\":[],\"failed\":[],\"steps\":[]}");
        assertThat(lines).hasSize(3);
    }

    @Test
    void reportsWhichNodeFailedAtWhichStepAndWhatToDo() {
        clusters().report = report(UpReport.Outcome.SOME_FAILED);

        CommandRun.Ended ended = run("up", "-y");

        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.out()).isEqualTo("""
                        lab is partly up: 1 of 3 nodes ready in 1m 5s
                          cpu-2 (vm3): not ready yet: setup for 4m 10s
                            log: cluster logs cpu-2 --step setup
                            to end it: cluster drain cpu-2
                          cpu-1 (vm2): setup exited 127: conda: not found
                              line one
                              line two?[31m
                            log: cluster logs cpu-1 --step setup
                            next: install conda on vm2
                          STEP   NODES  SLOWEST  ON
                          setup      2   31.0 s  cpu-1
                        next: cluster status · cluster explain · to try again: cluster up
                        """);
    }

    @Test
    void repeatsTheConfigArgumentInEveryHint() throws IOException {
        Files.writeString(folder.resolve("my lab.yaml"), "");
        Files.writeString(folder.resolve("lab.conf"), "");
        clusters().report = report(UpReport.Outcome.SOME_FAILED);

        assertThat(run("up", "-y", "my lab.yaml").out())
                .contains("log: cluster logs 'my lab.yaml' cpu-1 --step setup\n")
                .endsWith("next: cluster status 'my lab.yaml' · cluster explain 'my lab.yaml'"
                        + " · to try again: cluster up 'my lab.yaml'\n");
        assertThat(run("up", "-y", "-f", "lab.conf", "-n", "two").out())
                .contains("cluster logs --file lab.conf -n two cpu-1 --step setup\n");
    }

    @Test
    void foldsWorkersWhoseNumbersTheHeadWillChoose() {
        UpPlanView.NodeLine line =
                new UpPlanView.NodeLine("cpu-?", "cpu", "", UpPlanView.Action.CREATE, "the minimum is 4");
        clusters().plan = new UpPlanView("lab", "local", "native", "", List.of(line, line, line), List.of(), List.of());

        assertThat(run("plan").out()).contains("  3 x cpu-?  cpu ").contains("total: 3 to create");
    }

    @Test
    void countsTheNodesThatTheConfigAsksForAndNotTheFailedOnes() {
        clusters().report = report(UpReport.Outcome.DONE);

        CommandRun.Ended ended = run("up", "-y", "--min-ready", "0");

        assertThat(ended.code()).as("as many as the operator asked for").isZero();
        assertThat(ended.out()).startsWith("lab is partly up: 1 of 3 nodes ready in 1m 5s\n");
    }

    @Test
    void exitsWith4IfTooFewNodesAreReady() {
        clusters().report = report(UpReport.Outcome.TOO_FEW);

        CommandRun.Ended ended = run("up", "-y");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out()).startsWith("lab has too few nodes: 1 of 3 nodes ready");
    }

    @Test
    void printsWarningsOfTheFile() {
        clusters().warnings = List.of(new Problem(
                Problem.Severity.WARNING, "cluster.yaml", 3, 1, "initial_workers", "is not used any more", ""));

        assertThat(run("up", "-y").err())
                .startsWith("cluster: cluster.yaml:3:1: warning: initial_workers: is not used any more\n");
    }

    @Test
    void exitsWith130IfInterrupted() {
        clusters().failure = new InterruptedException();

        CommandRun.Ended ended = run("up", "-y");

        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.err()).endsWith("cluster: interrupted; to continue: cluster up\n");
    }

    @Test
    void reportsWhichEngineRunsAndWhy() {
        clusters().report = new UpReport(
                "lab",
                "00000000000000aa",
                "vm1",
                EngineConfig.chosen("ray", "the file has head_start_ray_commands"),
                UpReport.Outcome.DONE,
                List.of("head"),
                List.of(),
                List.of(),
                1,
                List.of(),
                Duration.ofSeconds(5));

        assertThat(run("up", "-y").out()).contains("""
                        lab is up: 1 of 1 node ready in 5.0 s
                          engine ray (the file has head_start_ray_commands)
                        """);
        assertThat(run("up", "-y", "-o", "json").out())
                .contains("\"engine\":\"ray\",\"engine_reason\":\"the file has head_start_ray_commands\"");
    }

    private static UpReport report(UpReport.Outcome outcome) {
        UpReport.FailedNode failed = new UpReport.FailedNode(
                "cpu-1",
                "vm2",
                "setup",
                OptionalInt.of(127),
                "conda: not found",
                List.of("line one", "line two\033[31m"),
                "cluster logs cpu-1 --step setup",
                "install conda on vm2");
        return new UpReport(
                "lab",
                "00000000000000aa",
                "vm1",
                EngineConfig.NATIVE,
                outcome,
                List.of("head"),
                List.of(new UpReport.WaitingNode(
                        "cpu-2",
                        "vm3",
                        NodeState.STARTING,
                        Optional.of("setup"),
                        Optional.of(Duration.ofSeconds(250)))),
                List.of(failed),
                3,
                List.of(new UpReport.StepTime("setup", 2, Duration.ofSeconds(31), "cpu-1")),
                Duration.ofSeconds(65));
    }

    private UpRequest request() {
        return (UpRequest) clusters().asked.getFirst();
    }
}
