package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests scripts for a node's processes: end-processes.sh, start-daemon.sh, start-head.sh and the library part PROCESSES, under every shell. */
class ProcessScriptsTest extends NodeScripts {
    /** Writes its PID file as the real programs do, and then what the start script waits for. */
    private static final String PROGRAM = """
            #!/bin/sh
            echo "$$ 0" >"$1/run/%s.pid"
            echo request >"$1/%s"
            exec sleep 600
            """;

    @BeforeEach
    void makeLayers() throws IOException {
        Path programs = root.resolve("bundles/app/bin");
        executable(root.resolve("bundles/jre/bin/java"), "");
        executable(programs.resolve("muster-daemon"), PROGRAM.formatted("daemon", "identity/request"));
        executable(programs.resolve("muster-head"), PROGRAM.formatted("head", "endpoint.json"));
        write(programs.resolve("muster-watchdog"), "exec sh \"$3\" \"$4\"\n");
    }

    @AfterEach
    void endProcesses() throws Exception {
        assertThat(end(Duration.ZERO)).isEmpty();
    }

    /** On a busy host a look at all processes takes long: the time counts, and not the number of looks. */
    @Test
    void killsInTimeAlsoWhereEachLookIsSlow() throws Exception {
        Path looks = folder.resolve("looks");
        Process process = marked("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 600; done");
        process.inputReader().readLine();
        String look = "look() { echo look >>\"$0.looks\"; sleep 0.5; find_processes '" + EndProcessesScript.one(marker)
                + "'; }";

        RunResult result = run(ShellScript.raw(look.replace("$0.looks", looks.toString()))
                .then(ShellScript.call(LibraryPart.PROCESSES, "end_processes", "5", "look")));

        assertThat(result.exitCode()).isZero();
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.readAllLines(looks)).hasSizeLessThan(8);
    }

    @Test
    void endsMarkedProcessesAndPreventsARestart() throws Exception {
        Process process = marked("sleep", "600");
        write(node.resolve("run/daemon.pid"), "");

        assertThat(end(Duration.ofSeconds(5))).isEmpty();

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(node.resolve("run/stop")).exists();
        assertThat(node.resolve("run/head-stop")).exists();
    }

    @Test
    void killsProcessesThatIgnoreTerm() throws Exception {
        Process process = marked("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 600; done");
        process.inputReader().readLine();

        assertThat(end(Duration.ZERO)).isEmpty();

        assertThat(process.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void endsNothingOfAnotherCluster() throws Exception {
        Process process = marked("sleep", "600");

        EndProcessesScript.run(
                host, EndProcessesScript.all(new ClusterId("00000000deadbeef")), List.of(), Duration.ZERO);

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void killsLeftoversOfAnEarlierAttempt() throws Exception {
        ProcessBuilder left = new ProcessBuilder("sleep", "600");
        left.environment().putAll(Map.of("MUSTER_NODE", marker.value(), "MUSTER_STEP", "setup"));
        Process ofStep = left.start();
        Process ofOther = marked("sleep", "600");

        output(ShellScript.call(LibraryPart.PROCESSES, "end_step", marker.value(), "setup"));

        assertThat(ofStep.waitFor()).isEqualTo(128 + 9);
        assertThat(ofOther.isAlive()).isTrue();
    }

    @Test
    void startsTheDaemonAndReplacesAnOlderOne() throws Exception {
        ShellScript start =
                ShellScript.of(BootstrapScript.START_DAEMON, layers(Map.of("ca", "CA", "properties", "a=1\n")));

        assertThat(inNode(start)).isEqualTo("request\n");
        String first = pid("daemon");
        assertThat(inNode(start)).isEqualTo("request\n");

        String found = output(ShellScript.call(LibraryPart.PROCESSES, "find_processes", marker.value()));
        assertThat(found.lines()).contains(pid("daemon")).doesNotContain(first);
        assertThat(node.resolve("node.properties")).hasContent("a=1\n");
        assertThat(node.resolve("ca.pem")).hasContent("CA");
        assertThat(node.resolve("run/stop")).doesNotExist();
    }

    @Test
    void startsTheHead() throws Exception {
        inNode(ShellScript.of(BootstrapScript.START_HEAD, layers(Map.of("properties", "b=2\n"))));

        assertThat(Path.of("/proc", pid("head"))).exists();
        assertThat(node.resolve("head.properties")).hasContent("b=2\n");
        assertThat(node.resolve("endpoint.json")).exists();
    }

    @Test
    void namesAProgramThatCannotBeStarted() throws Exception {
        Files.delete(root.resolve("bundles/jre/bin/java"));

        RunResult result = nodeShell.run(ShellScript.of(BootstrapScript.START_HEAD, layers(Map.of("properties", ""))));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(root + "/bundles/jre/bin/java cannot be started: is " + root + " mounted noexec?\n");
    }

    @Test
    void factsNameADaemonThatRuns() throws Exception {
        Process process = marked("sleep", "600");
        write(node.resolve("machine.properties"), "cluster_id=" + id + "\n");
        write(node.resolve("run/daemon.pid"), process.pid() + " 0\n");
        write(node.resolve("steps/setup"), "digest");
        write(root.resolve("bundles/abc/.complete"), "");

        String facts = facts();

        assertThat(facts.lines())
                .startsWith("muster-facts 1")
                .contains("root=" + root, "step.setup=digest", "layer.abc=here", "cluster_id=" + id, "daemon=alive");
        Files.writeString(
                node.resolve("run/daemon.pid"), ProcessHandle.current().pid() + " 0\n");
        assertThat(facts()).as("another program has that PID").doesNotContain("daemon=alive");
    }

    private String facts() throws InterruptedException {
        return output(ShellScript.of(
                BootstrapScript.FACTS,
                Map.of("root", root.toString(), "cluster", CLUSTER, "key", KEY.value()),
                List.of("abc", "def")));
    }

    private List<String> end(Duration patience) throws InterruptedException {
        return EndProcessesScript.run(host, EndProcessesScript.one(marker), List.of(node.toString()), patience);
    }

    private String pid(String program) throws IOException {
        return Files.readString(node.resolve("run/" + program + ".pid")).split(" ")[0];
    }

    private static Map<String, String> layers(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put("runtime", "jre");
        all.put("application", "app");
        return all;
    }

    private static void executable(Path file, String text) throws IOException {
        assertThat(write(file, text).toFile().setExecutable(true)).isTrue();
    }
}
