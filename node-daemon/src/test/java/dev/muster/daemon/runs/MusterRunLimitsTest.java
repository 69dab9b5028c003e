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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that this machine's kernel enforces, with the control groups that it has. ControlGroupsV2Test does the same on a machine with version 2. */
@ParameterizedClass
@MethodSource("shells")
@Timeout(120)
class MusterRunLimitsTest {
    private static final String HOG =
            "held = bytearray(200 << 20)\nfor at in range(0, len(held), 4096): held[at] = 1\n";

    @Parameter
    private List<String> shell;

    @TempDir
    private Path temporary;

    private NodeRuns node;

    static List<List<String>> shells() {
        return NodeRuns.shells();
    }

    @BeforeEach
    void requireGroups() throws Exception {
        node = new NodeRuns(temporary, shell, true);
        Result probe = node.run("--cpus", "0.5", "--memory", "50MiB", "--pids", "10", "--", "true");
        assumeTrue(!probe.err().contains("not enforced"), "this user cannot create control groups on this machine");
        assumeTrue(NodeRuns.isInstalled("python3"), "python3 is not installed");
    }

    @AfterEach
    void endAllProcesses() throws Exception {
        node.close();
        assertThat(groups()).as("no control group is left").isEmpty();
    }

    @Test
    void aMemoryHogDiesAndItsNeighbourLives() throws Exception {
        Path hog = node.script("hog", HOG);
        Started neighbour = node.start("--memory", "50MiB", "--", "sleep", "4731");
        Eventually.isTrue("it runs", () -> !node.processes("sleep 4731").isEmpty());
        Result result = node.run("--memory", "50MiB", "--", "python3", hog.toString());
        assertThat(result.code()).isEqualTo(137);
        assertThat(result.err())
                .contains("muster-run: oom, exit code 137")
                .contains("peak memory 50.0 MiB of 50.0 MiB");
        assertThat(node.processes("sleep 4731")).hasSize(1);
        neighbour.process().destroy();
        neighbour.result();
    }

    @Test
    void aChildThatRunsOutOfMemoryEndsTheWholeRun() throws Exception {
        Path hog = node.script("hog", HOG);
        Result result = node.run("--memory", "50MiB", "--", "sh", "-c", "python3 '" + hog + "'; sleep 4732");
        assertThat(result.code()).isEqualTo(137);
        assertThat(result.err()).contains("muster-run: oom");
        assertThat(node.processes("sleep 4732")).isEmpty();
    }

    @Test
    void withOomProcessOnlyTheChildDies() throws Exception {
        Path hog = node.script("hog", HOG);
        Result result = node.run(
                "--oom", "process", "--memory", "50MiB", "--", "sh", "-c", "python3 '" + hog + "'; echo $?; exit 5");
        assertThat(result.out()).isEqualTo("137\n");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void theCpuIsHeld() throws Exception {
        Path report = node.file("report");
        node.run(
                "--cpus",
                "0.3",
                "--timeout",
                "2s",
                "--grace",
                "0.1s",
                "--report",
                report.toString(),
                "--",
                "sh",
                "-c",
                "while :; do :; done & while :; do :; done");
        assertThat(number(report, "cpu_seconds")).isBetween(0.05, number(report, "wall_seconds") * 0.3 * 1.4 + 0.1);
    }

    @Test
    void twoRunsNeverShareAPinnedCpu() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assumeTrue(processors >= 2 && NodeRuns.isInstalled("flock"), "needs two CPUs and flock");
        List<Started> runs = new ArrayList<>();
        for (int number = 0; number < processors + 1; number++) {
            runs.add(node.start(
                    "--cpus", "1", "--", "sh", "-c", "grep Cpus_allowed_list /proc/self/status; exec sleep 4733"));
        }
        List<String> pinned = new ArrayList<>();
        for (Started run : runs) {
            String line = Eventually.get(
                    "its CPUs", () -> Files.readString(run.out()).lines().findFirst());
            String cpus = line.substring(line.indexOf('\t') + 1);
            if (cpus.matches("[0-9]+")) {
                pinned.add(cpus);
            }
        }
        assertThat(pinned)
                .doesNotHaveDuplicates()
                .hasSizeLessThanOrEqualTo(processors)
                .isNotEmpty();
        runs.forEach(run -> run.process().destroy());
        for (Started run : runs) {
            run.result();
        }
    }

    @Test
    void aForkBombIsHeldAndEnded() throws Exception {
        Path bomb = node.script("bomb", """
                import os, time
                most = 0
                while True:
                    try:
                        if os.fork() == 0: time.sleep(600)
                        most += 1
                    except OSError:
                        open('most', 'w').write(str(most))
                        time.sleep(600)
                """);
        Started run = node.start(
                "--pids",
                "20",
                "--timeout",
                "3s",
                "--grace",
                "0.2s",
                "--",
                "sh",
                "-c",
                "cd '" + temporary + "' && exec python3 bomb");
        assertThat(run.result().code()).isEqualTo(124);
        assertThat(node.read("most")).isEqualTo("19");
        assertThat(node.processes("python3 " + bomb.getFileName())).isEmpty();
    }

    @Test
    void aRunInsideARunStaysWithinTheOuterLimit() throws Exception {
        Path hog = node.script("hog", HOG);
        Result result =
                node.run("--memory", "50MiB", "--", "sh", "-c", command("--memory 1GiB -- python3 '" + hog + "'"));
        assertThat(result.code()).isEqualTo(137);
    }

    /** What is in none of the run's groups is found by its mark. */
    @Test
    void endsWhatCouldNotJoinItsGroups() throws Exception {
        node.breakProgram("put \"$file\" 0 ||", "false ||");
        Result result = node.run("--memory", "50MiB", "--", "sh", "-c", "(setsid sleep 4738 &); echo done");
        assertThat(result.err()).contains("cannot join the control group");
        assertThat(node.processes("sleep 4738")).isEmpty();
    }

    @Test
    void aKilledRunLeavesNoGroupOnceCleaned() throws Exception {
        Started run = node.start(
                "--cpus", "1", "--memory", "50MiB", "--", "sh", "-c", "(setsid sleep 4734 &); exec sleep 4734");
        Eventually.isTrue("both run", () -> node.processes("sleep 4734").size() == 2);
        run.process().destroyForcibly().waitFor();
        assertThat(groups()).isNotEmpty();
        node.clean();
        assertThat(node.processes("sleep 4734")).isEmpty();
    }

    private String command(String arguments) {
        String script = "'" + NodeRuns.SCRIPT + "' " + arguments;
        return shell.size() > 1 ? "busybox sh " + script : shell.getFirst() + " " + script;
    }

    private static double number(Path report, String name) throws Exception {
        Matcher matcher = Pattern.compile("\"" + name + "\":([0-9.]+)").matcher(Files.readString(report));
        assertThat(matcher.find()).as(name).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    /** The groups of the runs that this node has recorded. */
    private List<Path> groups() throws Exception {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> records = Files.list(node.file("run/runs"))) {
            for (Path record : records.toList()) {
                Files.readString(record)
                        .lines()
                        .filter(line -> line.startsWith("groups "))
                        .flatMap(line -> Stream.of(line.substring(7).split(" ")))
                        .filter(group -> !group.isEmpty())
                        .map(Path::of)
                        .filter(Files::exists)
                        .forEach(found::add);
            }
        }
        return found;
    }
}
