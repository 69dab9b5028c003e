package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests start-engine.sh, await-engine.sh, stop-engine.sh and the library part ENGINE under every shell. */
@Timeout(60)
class EngineScriptsTest extends NodeScripts {
    private static final String LAYER = "application";

    @BeforeEach
    void installTheScripts() throws Exception {
        write(node.resolve("machine.properties"), "cluster_id=" + id + "\n");
        write(node.resolve("env.sh"), "");
        for (String name : List.of("muster-watchdog", "muster-engine")) {
            Path source = Path.of("../node-daemon/src/main/scripts", name);
            write(root.resolve("bundles").resolve(LAYER).resolve("bin").resolve(name), Files.readString(source));
        }
    }

    @AfterEach
    void endEverything() throws Exception {
        EndProcessesScript.run(host, EndProcessesScript.all(id), List.of(node.toString()), Duration.ZERO);
    }

    private String start(String check, String... commands) throws InterruptedException {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "variables", "export A='it'\\''s'", "check", check, "ready", "[ -e \"$MUSTER_ENGINE_SCRATCH/up\" ]"));
        variables.putAll(Map.of("diagnose", "", "logs", "", "style", "normal", "limits", "", "application", LAYER));
        variables.putAll(Map.of("secret", "token", "own_secret", "", "role", "worker"));
        variables.put("head_versions", "sleep=9");
        variables.put(
                "run",
                ShellScript.program(LibraryPart.USER_SHELL, "run_in_bash").text());
        return inNode(ShellScript.of(BootstrapScript.START_ENGINE, variables, List.of(commands)), "secret");
    }

    private RunResult await(int tenths) throws InterruptedException {
        return nodeShell.run(ShellScript.of(
                BootstrapScript.AWAIT_ENGINE, Map.of("name", "sleep", "patience", Integer.toString(tenths))));
    }

    /** Programs that set a title write it over their environment. Here it is empty instead. */
    @Test
    void processesThatWroteOverTheirMarkerAreEndedToo() throws Exception {
        start("", "touch \"$MUSTER_ENGINE_SCRATCH/up\"; exec sleep 600");
        assertThat(await(300).ok()).isTrue();
        Path scratch = Path.of(Files.readString(node.resolve("engine/scratch")).strip());
        ProcessBuilder renamed = new ProcessBuilder("sleep", "600")
                .redirectOutput(scratch.resolve("held").toFile());
        renamed.environment().clear();
        Process process = renamed.start();

        EndProcessesScript.run(host, EndProcessesScript.one(marker), List.of(node.toString()), Duration.ZERO);

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void startsAwaitsAndRemovesAnEngine() throws Exception {
        start("", "echo \"one $A\" >\"$MUSTER_ENGINE/seen\"", "touch \"$MUSTER_ENGINE_SCRATCH/up\"; exec sleep 600");
        assertThat(await(300).ok()).isTrue();
        assertThat(node.resolve("engine/seen")).hasContent("one it's\n");
        assertThat(node.resolve("engine/token")).hasContent("secret");
        assertThat(node.resolve("engine/head-versions")).hasContent("sleep=9\n");
        assertThat(inNode(ShellScript.call(LibraryPart.ENGINE, "print_engine_phase")))
                .isEqualTo("ready\n");
        Path scratch = Path.of(Files.readString(node.resolve("engine/scratch")).strip());

        inNode(ShellScript.of(BootstrapScript.STOP_ENGINE));
        assertThat(scratch).doesNotExist();
        assertThat(node.resolve("engine")).doesNotExist();
        assertThat(output(ShellScript.call(LibraryPart.PROCESSES, "find_processes", id + "/")))
                .isEmpty();
    }

    @Test
    void printsWhyAnEngineDidNotStart() throws Exception {
        start("echo 'the port is taken'; exit 78", "exec sleep 600");
        RunResult result = await(300);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("the port is taken\nengine sleep did not start: the port is taken\n");
    }

    @Test
    void anEngineThatIsNotReadyInTimeIsAFailure() throws Exception {
        start("", "echo 'still loading'; exec sleep 600");
        RunResult result = await(10);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("still loading").endsWith("engine sleep is not ready after 1 s\n");
    }

    @Test
    void theScratchFolderGoesWithTheNode() throws Exception {
        start("", "exec sleep 600");
        Path scratch = Path.of(Files.readString(node.resolve("engine/scratch")).strip());
        assertThat(scratch).isDirectory();
        write(node.resolve("engine/leave"), "echo \"$HOME\" >'" + folder.resolve("left") + "'\n");
        endEverything();
        assertThat(folder.resolve("left")).hasContent(host.home() + "\n");
        assertThat(scratch).doesNotExist();
    }

    @Test
    void aLinkOnTheWayToTheScratchFolderIsNotFollowed() throws Exception {
        Path precious = write(folder.resolve("elsewhere/s/precious"), "");
        start("", "exec sleep 600");
        Path scratch = Path.of(Files.readString(node.resolve("engine/scratch")).strip());
        endEverything();
        Path link = scratch.getParent();
        Files.createSymbolicLink(link, folder.resolve("elsewhere"));
        try {
            assertThat(run(ShellScript.call(LibraryPart.ENGINE, "leave_engine", node.toString())
                                    .withVariables(Map.of("root", root.toString())))
                            .ok())
                    .isTrue();
            assertThat(precious).exists();
            assertThat(link).isSymbolicLink();
        } finally {
            Files.delete(link);
        }
    }
}
