package dev.muster.daemon.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.daemon.Eventually;
import dev.muster.daemon.runs.NodeRuns.Result;
import dev.muster.daemon.runs.NodeRuns.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the real script in every shell of this machine: with the machine's control groups, and by the marker only. */
@ParameterizedClass
@MethodSource("shellsAndModes")
@Timeout(120)
class MusterRunTest {
    @Parameter(0)
    private List<String> shell;

    @Parameter(1)
    private boolean hasGroups;

    @TempDir
    private Path temporary;

    private NodeRuns node;

    static Stream<Arguments> shellsAndModes() {
        return NodeRuns.shells().stream()
                .flatMap(shell -> Stream.of(Arguments.of(shell, true), Arguments.of(shell, false)));
    }

    @BeforeEach
    void createFolder() throws Exception {
        node = new NodeRuns(temporary.resolve("a node's folder"), shell, hasGroups);
    }

    @AfterEach
    void endAllProcesses() throws Exception {
        node.close();
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        Result result = node.run("--", "sh", "-c", "exit 7");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err().lines().toList().getLast()).startsWith("muster-run: failed, exit code 7, wall time ");
    }

    @Test
    void inputAndArgumentsArriveUnchanged() throws Exception {
        Files.writeString(Files.createDirectories(node.file("")).resolve("input"), "from outside\n");
        Result result =
                node.run("--", "sh", "-c", "cat; printf '<%s>' \"$@\"", "sh", "a  b", "$(id)", "it's", "--cpus");
        assertThat(result.out()).isEqualTo("from outside\n<a  b><$(id)><it's><--cpus>");
        assertThat(result.code()).isZero();
    }

    @Test
    void aCommandThatDoesNotExistIsReported() throws Exception {
        Result result = node.run("--", "no-such-command");
        assertThat(result.code()).isEqualTo(127);
        assertThat(result.err()).contains("command not found: no-such-command");
    }

    @Test
    void everythingThatItStartedIsGoneAfterwards() throws Exception {
        Result result = node.run("--", "sh", "-c", "(setsid sh -c 'sleep 4711 & exec sleep 4711' &); exit 3");
        assertThat(result.code()).isEqualTo(3);
        assertThat(node.processes("sleep 4711")).isEmpty();
    }

    @Test
    void aTimeoutEndsTheCommandAndItsChildren() throws Exception {
        Result result = node.run("--timeout", "0.3s", "--", "sh", "-c", "sleep 4712 & sleep 4712");
        assertThat(result.code()).isEqualTo(124);
        assertThat(result.err()).contains("muster-run: timeout, exit code 124");
        assertThat(node.processes("sleep 4712")).isEmpty();
    }

    @Test
    void atTheTimeoutTheCommandCanFinishWithinTheGrace() throws Exception {
        Path program = node.script("p", "trap 'echo saved; exit 0' TERM\nwhile :; do sleep 0.01; done\n");
        Result result = node.run("--timeout", "1s", "--", "sh", program.toString());
        assertThat(result.out()).isEqualTo("saved\n");
        assertThat(result.code()).isEqualTo(124);
    }

    @Test
    void whatIgnoresTheTimeoutIsKilledAfterTheGrace() throws Exception {
        Path program = node.script("p", "trap '' TERM\nwhile :; do sleep 0.01; done\n");
        Result result = node.run("--timeout", "0.2s", "--grace", "0.2s", "--", "sh", program.toString());
        assertThat(result.code()).isEqualTo(124);
        assertThat(node.processes("sh " + program)).isEmpty();
    }

    @Test
    void aSignalIsPassedOn() throws Exception {
        Path program =
                node.script("p", "trap 'exit 9' TERM\n: >" + quoted("ready") + "\nwhile :; do sleep 0.01; done\n");
        Started run = node.start("--", "sh", program.toString());
        node.awaitFile("ready");
        run.process().destroy();
        assertThat(run.result().code()).isEqualTo(9);
        assertThat(run.result().err()).contains("muster-run: stopped, exit code 9");
    }

    @Test
    void anInterruptReachesTheCommand() throws Exception {
        Path program = node.script(
                "p", "import signal, sys\n" + "open(" + python("ready") + ", 'w').close()\nsignal.pause()\n");
        assumeTrue(NodeRuns.isInstalled("python3"), "python3 is not installed");
        Started run = node.start("--", "python3", program.toString());
        node.awaitFile("ready");
        new ProcessBuilder("kill", "-INT", Long.toString(run.process().pid()))
                .start()
                .waitFor();
        // Python turns SIGINT into KeyboardInterrupt, unless it is started with SIGINT ignored. Where nothing can undo
        // that, SIGTERM is sent instead.
        assertThat(run.result().code()).isIn(130, 143);
        assertThat(shell.contains("busybox") || run.result().err().contains("KeyboardInterrupt"))
                .isTrue();
    }

    @Test
    void aLongLivedProgramIsOnlyWatched() throws Exception {
        Started run = node.start("--name", "ray", "--service", "--", "sleep", "4713");
        Eventually.isTrue("it runs", () -> !node.processes("sleep 4713").isEmpty());
        run.process().destroy();
        assertThat(run.result().code()).isEqualTo(143);
        assertThat(node.newestResult()).contains("name ray", "service 1", "outcome stopped", "code 143");
    }

    @Test
    void theCommandDoesNotSeeAnOuterRay() throws Exception {
        Map<String, String> outer = Map.of(
                "RAY_ADDRESS",
                "10.0.0.1:6379",
                "RAY_JOB_ID",
                "01",
                "RAY_AUTH_MODE",
                "token",
                "RAY_AUTH_TOKEN_PATH",
                "/x",
                "RAY_RAYLET_PID",
                "1",
                "RAY_CLOUD_INSTANCE_ID",
                "worker-1",
                "RAY_DEDUP_LOGS",
                "0",
                "RAY_TMPDIR",
                "/y");
        String[] command = {"--", "env"};
        List<String> seen = node.start(outer, command)
                .result()
                .out()
                .lines()
                .filter(line -> line.startsWith("RAY_"))
                .toList();
        assertThat(seen).contains("RAY_ADDRESS=local", "RAY_DEDUP_LOGS=0");
        assertThat(seen)
                .filteredOn(line -> line.startsWith("RAY_TMPDIR=/tmp/muster-run-"))
                .hasSize(1);
        assertThat(seen)
                .filteredOn(line -> line.matches("RAY_AUTH_TOKEN=[0-9a-f-]{72}"))
                .hasSize(1);
        assertThat(seen).hasSize(4);
    }

    @Test
    void withKeepEnvTheEnvironmentIsUnchanged() throws Exception {
        String seen = node.start(Map.of("RAY_ADDRESS", "10.0.0.1:6379"), "--keep-env", "--cpus", "2", "--", "env")
                .result()
                .out();
        assertThat(seen)
                .contains("RAY_ADDRESS=10.0.0.1:6379\n")
                .doesNotContain("OMP_NUM_THREADS")
                .doesNotContain("TMPDIR=");
    }

    @Test
    void threadCountsAreTheWholeCpusUnlessTheUserHasSetThem() throws Exception {
        assertThat(node.start(Map.of("MKL_NUM_THREADS", "3"), "--cpus", "1.5", "--", "env")
                        .result()
                        .out())
                .contains("OMP_NUM_THREADS=1\n", "PYTHON_CPU_COUNT=1\n", "MKL_NUM_THREADS=3\n");
    }

    @Test
    void theScratchFolderIsRemovedWithItsFiles() throws Exception {
        Path scratch = Path.of(node.run("--", "sh", "-c", "mkdir $TMPDIR/a; : >$TMPDIR/a/b; echo $TMPDIR")
                .out()
                .strip());
        assertThat(scratch.toString()).startsWith("/tmp/muster-run-");
        assertThat(scratch).doesNotExist();
    }

    @Test
    void twoRunsNeverShareAGpu() throws Exception {
        assumeTrue(NodeRuns.isInstalled("flock"), "flock is not installed");
        Map<String, String> three = Map.of("CUDA_VISIBLE_DEVICES", "0,GPU-7,2");
        Started first =
                node.start(three, "--gpus", "2", "--", "sh", "-c", "echo $CUDA_VISIBLE_DEVICES; exec sleep 4714");
        Eventually.isTrue("it has its GPUs", () -> Files.readString(first.out()).equals("0,GPU-7\n"));
        Result refused = node.start(three, "--gpus", "2", "--", "true").result();
        assertThat(refused.code()).isEqualTo(75);
        assertThat(refused.err()).contains("--gpus: 2 requested, 1 free");
        assertThat(node.start(three, "--gpus", "1", "--", "sh", "-c", "echo $CUDA_VISIBLE_DEVICES")
                        .result()
                        .out())
                .isEqualTo("2\n");
        first.process().destroy();
        first.result();
        assertThat(node.start(three, "--gpus", "3", "--", "true").result().code())
                .isZero();
    }

    @Test
    void ofManyRunsAtOnceEachHasAnotherGpu() throws Exception {
        assumeTrue(NodeRuns.isInstalled("flock"), "flock is not installed");
        List<Started> runs = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            runs.add(node.start(
                    Map.of("CUDA_VISIBLE_DEVICES", "0,1,2,3,4,5,6,7"),
                    "--gpus",
                    "1",
                    "--",
                    "sh",
                    "-c",
                    "echo $CUDA_VISIBLE_DEVICES; exec sleep 4715"));
        }
        List<String> seen = new ArrayList<>();
        for (Started run : runs) {
            seen.add(Eventually.get(
                    "a GPU", () -> Files.readString(run.out()).lines().findFirst()));
        }
        assertThat(seen).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void whatAKilledRunLeftIsCleanedAndItsGpuIsFree() throws Exception {
        assumeTrue(NodeRuns.isInstalled("flock"), "flock is not installed");
        Map<String, String> one = Map.of("CUDA_VISIBLE_DEVICES", "5");
        Started run = node.start(
                one, "--gpus", "1", "--name", "lost", "--", "sh", "-c", "(setsid sleep 4716 &); exec sleep 4716");
        Eventually.isTrue("both run", () -> node.processes("sleep 4716").size() == 2);
        run.process().destroyForcibly().waitFor();
        assertThat(node.processes("sleep 4716")).as("SIGKILL leaves them").hasSize(2);
        assertThat(node.clean().code()).isZero();
        assertThat(node.processes("sleep 4716")).isEmpty();
        assertThat(node.newestResult()).contains("name lost", "outcome killed", "code 137");
        assertThat(node.start(one, "--gpus", "1", "--", "true").result().code()).isZero();
    }

    @Test
    void cleaningLeavesRunningRunsAlone() throws Exception {
        Started run = node.start("--", "sleep", "4717");
        Eventually.isTrue("it runs", () -> !node.processes("sleep 4717").isEmpty());
        node.clean();
        assertThat(node.processes("sleep 4717")).hasSize(1);
        run.process().destroy();
        run.result();
    }

    @Test
    void aRecordThatSomebodyChangedCannotMakeItRemoveOtherFolders() throws Exception {
        node.run("--", "true");
        Path other = Files.createDirectories(temporary.resolve("other/muster-run-1-0000001"));
        Files.writeString(
                node.file("run/runs/1-0000001"),
                "id 1-0000001\npid 1\nstart 1\nboot x\ngroups " + other + "\nscratch " + other + "\nend\n");
        node.clean();
        assertThat(other).exists();
        assertThat(node.newestResult()).contains("outcome killed");
    }

    @Test
    void aRunInsideARunEndsWithIt() throws Exception {
        Result result = node.run(
                "--",
                "sh",
                "-c",
                "(setsid sh " + NodeRuns.SCRIPT
                        + " -- sh -c '(setsid sleep 4718 &); : >\"$MUSTER_FOLDER/inside\"; exec sleep 4718' &)\n"
                        + "until [ -e \"$MUSTER_FOLDER/inside\" ]; do sleep 0.01; done");
        assertThat(result.code()).isZero();
        node.clean();
        assertThat(node.processes("sleep 4718")).isEmpty();
    }

    @Test
    void theReportIsJson() throws Exception {
        Path report = node.file("the report.json");
        node.run("--report", report.toString(), "--name", "trial-7", "--timeout", "1h", "--", "true");
        assertThat(Files.readString(report))
                .startsWith("{\"id\":\"")
                .contains(
                        "\"name\":\"trial-7\"",
                        "\"outcome\":\"succeeded\"",
                        "\"exit_code\":0",
                        "\"timeout_seconds\":3600",
                        "\"started_at\":1")
                .endsWith("}\n");
    }

    @Test
    void theRecordOfARunningRunHasItsLimits() throws Exception {
        Started run = node.start("--timeout", "1.5h", "--name", "trial", "--", "sleep", "4719");
        Eventually.isTrue("it runs", () -> !node.processes("sleep 4719").isEmpty());
        try (Stream<Path> records = Files.list(node.file("run/runs"))) {
            Path record = records.filter(file -> file.getFileName().toString().matches("[0-9]+-[0-9]{7}"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readAllLines(record))
                    .contains("pid " + run.process().pid(), "name trial", "timeout 5400")
                    .endsWith("end");
        }
    }

    @Test
    void sayWhatIsNotEnforcedWithoutControlGroups() throws Exception {
        Result result = node.run("--cpus", "1", "--memory", "1GiB", "--", "true");
        assertThat(result.code()).isZero();
        if (!hasGroups) {
            assertThat(result.err()).contains("processes are found by a marker only; not enforced: CPUs, memory\n");
        }
    }

    @Test
    void wrongValuesAreErrors() throws Exception {
        List<List<String>> wrong = List.of(
                List.of("--cpus", "x"),
                List.of("--cpus", "0"),
                List.of("--cpus", "-1"),
                List.of("--cpus", "1.2.3"),
                List.of("--cpus", "9e9"),
                List.of("--memory", "16"),
                List.of("--memory", "16Gb"),
                List.of("--memory", "GiB"),
                List.of("--memory", "99999999999TiB"),
                List.of("--gpus", "half"),
                List.of("--pids", "0"),
                List.of("--pids", "99999999999999999999"),
                List.of("--timeout", "0s"),
                List.of("--timeout", "2w"),
                List.of("--timeout", "99999d"),
                List.of("--name", "a b"),
                List.of("--name", "x".repeat(65)),
                List.of("--report", "/no/such/folder/r"),
                List.of("--oom", "never"),
                List.of("--cpu", "1"),
                List.of("--cpus=", "--"));
        for (List<String> words : wrong) {
            List<String> line = new ArrayList<>(words);
            line.addAll(List.of("--", "touch", node.file("ran").toString()));
            Result result = node.run(line.toArray(String[]::new));
            assertThat(result.code()).as(words + ": " + result.err()).isEqualTo(2);
            assertThat(result.err())
                    .as(words.toString())
                    .startsWith("muster-run: ")
                    .contains(words.getFirst().replace("=", ""));
        }
        assertThat(node.file("ran")).doesNotExist();
    }

    @Test
    void withoutACommandItPrintsTheUsage() throws Exception {
        assertThat(node.run("--cpus", "1").code()).isEqualTo(2);
        assertThat(node.run("--cpus").err()).contains("--cpus needs a value");
        assertThat(node.run("--help").out()).startsWith("usage: muster-run [options] -- COMMAND");
    }

    @Test
    void leadingZerosAreDecimal() throws Exception {
        assertThat(node.run("--cpus", "08.050", "--timeout", "010m", "--", "sh", "-c", "echo $OMP_NUM_THREADS")
                        .out())
                .isEqualTo("8\n");
        assertThat(node.newestResult()).contains("cpus 8050", "timeout 600");
    }

    @Test
    void refusesAFolderOfAnotherUser() throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("foreign"));
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a folder away");
        Files.setAttribute(folder, "unix:uid", 12345);
        Result result = node.start(Map.of("MUSTER_FOLDER", folder.toString()), "--", "true")
                .result();
        assertThat(result.code()).isEqualTo(78);
        assertThat(result.err()).contains("MUSTER_FOLDER is not a folder of this user");
    }

    private String quoted(String name) {
        return "\"" + node.file(name) + "\"";
    }

    private String python(String name) {
        return "\"" + node.file(name) + "\"";
    }
}
