package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.Approval;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.core.status.HostCheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownCommandTest extends CommandTest {
    @Test
    void stopsEverythingByDefault() {
        run("down", "-y");

        assertThat(request().scope()).isEqualTo(DownRequest.Scope.ALL);
        assertThat(request().force()).isFalse();
        assertThat(request().keepCache()).isFalse();
        assertThat(request().saveLogs()).isEmpty();
    }

    @Test
    void passesOnEveryOption() {
        run("down -y --workers-only --force --keep-cache --save-logs logs".split(" "));

        assertThat(request().scope()).isEqualTo(DownRequest.Scope.WORKERS_ONLY);
        assertThat(request().force()).isTrue();
        assertThat(request().keepCache()).isTrue();
        assertThat(request().saveLogs()).contains(folder.resolve("logs"));
    }

    @Test
    void keepsTheMinimumWithKeepMinWorkers() {
        run("down", "-y", "--keep-min-workers");

        assertThat(request().scope()).isEqualTo(DownRequest.Scope.ABOVE_MINIMUM);
    }

    @Test
    void failsWithoutATerminalToAsk() {
        CommandRun.Ended ended = run("down");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).endsWith("cannot ask 'Stop it?': stdin is not a terminal\n  add -y to answer yes\n");
        assertThat(clusters().asked).doesNotContain("down");
    }

    @Test
    void changesNothingIfTheAnswerIsNo() {
        command.window = FakeWindow.TERMINAL;
        command.input = "n\n";

        CommandRun.Ended ended = run("down");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).endsWith("Stop it? [y/N] cluster: nothing was changed\n");
        assertThat(clusters().asked).doesNotContain("down");
    }

    @Test
    void approvesThePlanThatWasShownIfTheAnswerIsYes() {
        command.window = FakeWindow.TERMINAL;
        command.input = "y\n";

        assertThat(run("down").code()).isZero();
        assertThat(clusters().asked).contains("down", Approval.OF_THIS_PLAN, "close plan");
    }

    @Test
    void approvesAnyPlanWithYes() {
        run("down", "-y");

        assertThat(clusters().asked).contains("down", Approval.OF_ANY_PLAN, "close plan");
    }

    @Test
    void reportsWhatWasCheckedOnEachHost() {
        CommandRun.Ended ended = run("down", "-y");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("""
                        lab is down: nothing is left on 1 host (0.9 s)
                          HOST  NODES  RESULT  CHECKED
                          vm1   head   clean   processes, folders
                        """);
    }

    @Test
    void doesNothingIfTheClusterIsDown() {
        clusters().downPlan = new DownPlanView("lab", List.of(), List.of());
        clusters().downReport = new DownReport("lab", List.of(), List.of(), Duration.ZERO);

        CommandRun.Ended ended = run("down");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEqualTo("lab is not up: nothing to do\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void countsTheWorkersThatAreGoneAndNamesWhoStays() {
        clusters().downReport = new DownReport(
                "lab",
                List.of(new HostCheck(
                        "vm2",
                        List.of("cpu-1", "cpu-2"),
                        HostCheck.Result.CLEAN,
                        List.of("processes", "folders"),
                        List.of(),
                        "")),
                List.of("head", "cpu-3"),
                List.of(),
                Duration.ofSeconds(3));

        assertThat(run("down", "-y", "--keep-min-workers").out())
                .startsWith("lab keeps head, cpu-3; 2 workers are gone (3.0 s)\n");
    }

    @Test
    void saysSoWhereNoWorkerHasToGo() {
        clusters().downPlan = new DownPlanView("lab", true, List.of(), List.of());
        clusters().downReport = new DownReport("lab", List.of(), List.of("head"), List.of(), Duration.ZERO);

        CommandRun.Ended ended = run("down", "--keep-min-workers");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEqualTo("lab: no worker has to go\n");
        assertThat(ended.out()).startsWith("lab keeps head; no worker had to go (");
    }

    @Test
    void exitsWith5IfOnlyUnreachableHostsRemain() {
        clusters().downReport = new DownReport(
                "lab",
                List.of(new HostCheck(
                        "vm3", List.of(), HostCheck.Result.UNREACHABLE, List.of(), List.of(), "no answer")),
                List.of(),
                Duration.ofSeconds(3));
        assertThat(run("down", "-y").code()).isEqualTo(5);
    }

    @Test
    void namesLeftoversAndUnreachableHosts() {
        clusters().downReport = new DownReport(
                "lab",
                List.of(
                        new HostCheck(
                                "vm2",
                                List.of("cpu-1"),
                                HostCheck.Result.LEFTOVERS,
                                List.of("processes"),
                                List.of("process 4711 java"),
                                ""),
                        new HostCheck(
                                "vm3",
                                List.of("cpu-2"),
                                HostCheck.Result.UNREACHABLE,
                                List.of(),
                                List.of(),
                                "no answer from port 22")),
                List.of("head"),
                List.of(),
                Duration.ofSeconds(3));

        CommandRun.Ended ended = run("down", "-y");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out())
                .contains("lab still has workers that were to go (3.0 s)\n")
                .contains("  vm2: still there: process 4711 java\n")
                .contains("  vm3: no answer from port 22\n");
        assertThat(run("down", "-y", "--output", "json").out().lines().toList().getLast())
                .isEqualTo(
                        "{\"event\":\"report\",\"schema_version\":1,\"cluster\":\"lab\",\"exit_code\":4,\"clean\":false,\"nodes_ready\":1,"
                                + "\"nodes_failed\":2,\"seconds\":3.0,\"hosts\":["
                                + "{\"host\":\"vm2\",\"nodes\":[\"cpu-1\"],\"result\":\"leftovers\",\"checked\":[\"processes\"],"
                                + "\"leftovers\":[\"process 4711 java\"],\"message\":\"\"},"
                                + "{\"host\":\"vm3\",\"nodes\":[\"cpu-2\"],\"result\":\"unreachable\",\"checked\":[],\"leftovers\":[],"
                                + "\"message\":\"no answer from port 22\"}],\"notes\":[]}");
    }

    private DownRequest request() {
        return (DownRequest) clusters().asked.getFirst();
    }
}
