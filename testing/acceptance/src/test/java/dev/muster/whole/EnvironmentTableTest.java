package dev.muster.whole;

import dev.muster.core.FanOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each kind of environment in each way of running something: the same variables that the tool's own activation sets. A start-up file has activated conda's base
 * before, and prints.
 */
@Tag("whole")
class EnvironmentTableTest {
    private static final String CLUSTER = "environments";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Sandbox sandbox;
    private EnvironmentTools tools;
    private int port;

    @BeforeEach
    void installTheTools() throws Exception {
        sandbox = new Sandbox(folder).with("SHELL", "/bin/bash");
        port = Sandbox.freePort();
        tools = new EnvironmentTools(sandbox.folder().resolve("tools"));
        tools.install();
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (tools != null) {
            sandbox.cluster("down", "-y", "--force");
        }
        sandbox.close();
    }

    @Test
    void everyWayGivesTheVariablesOfTheToolsOwnActivation() throws Exception {
        SoftAssertions each = new SoftAssertions();
        for (EnvironmentTools.Kind kind : tools.kinds()) {
            up(kind);
            Map<String, String> seen = seen(kind);
            String wanted = run(kind.activation() + "\n" + dump(kind));
            seen.forEach((way, variables) ->
                    each.assertThat(variables).as(kind.name() + ": " + way).isEqualTo(wanted));
            each.assertThat(wanted.endsWith("\ndemo\n"))
                    .as(kind.name() + ": packages")
                    .isEqualTo(kind.yaml().contains("pip: "));
        }
        each.assertAll();
        sandbox.cluster("down", "-y").expect(0);
    }

    private void up(EnvironmentTools.Kind kind) throws Exception {
        sandbox.config("""
                cluster_name: %s
                provider: {type: process, head_port: %d}
                max_workers: 0
                file_mounts: {"~/.bash_profile": %s}
                environment: {%s}
                setup_commands: ['%s >"%s"']
                """.formatted(CLUSTER, port, tools.profile(), kind.yaml(), dump(kind), out("set-up")));
        tools.linkInto(home());
        sandbox.cluster("up", "-y").expect(0);
    }

    /** The output by the way of running. */
    private Map<String, String> seen(EnvironmentTools.Kind kind) throws Exception {
        Path work = sandbox.folder().resolve("work.py");
        Files.writeString(work, "import os, sys\nos.execvp('sh', ['sh'] + sys.argv[1:])\n");
        Map<String, Callable<String>> ways = new LinkedHashMap<>();
        ways.put("set-up", () -> Files.readString(out("set-up")));
        ways.put("exec", () -> sandbox.cluster("exec", dump(kind)).expect(0).out());
        ways.put("attach", () -> attach(kind));
        ways.put("submit", () -> submit(kind));
        ways.put(
                "env.sh",
                () -> run(". '" + tools.profile() + "' >/dev/null\n. '" + home().resolveSibling("env.sh") + "'\n"
                        + dump(kind)));
        List<String> outputs = new FanOut(3).all(List.copyOf(ways.values()));
        Map<String, String> seen = new LinkedHashMap<>();
        for (String way : ways.keySet()) {
            seen.put(way, outputs.get(seen.size()));
        }
        return seen;
    }

    private String submit(EnvironmentTools.Kind kind) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("submit", "work.py", "--", tools.dump().toString()));
        words.addAll(kind.variables());
        return sandbox.cluster(words.toArray(String[]::new)).expect(0).out();
    }

    private String attach(EnvironmentTools.Kind kind) throws Exception {
        Path out = out("attach");
        Files.writeString(sandbox.folder().resolve("line"), dump(kind) + " >'" + out + "'\n");
        Play play = Play.of(
                folder,
                "attach",
                "expect ready>\ntype . '" + sandbox.folder().resolve("line") + "'\\r\ntype exit\\r\n");
        Sandbox.Ended ended = sandbox.under(play.program(), "attach");
        return Files.exists(out) ? Files.readString(out) : ended.out() + ended.err();
    }

    private String dump(EnvironmentTools.Kind kind) {
        return "sh \"" + tools.dump() + "\" " + String.join(" ", kind.variables());
    }

    private Path home() {
        return sandbox.node(CLUSTER, "head").resolve("home");
    }

    private Path out(String way) {
        return sandbox.folder().resolve("seen " + way);
    }

    /** In a bash of its own, which begins with no variable but PATH and HOME. */
    private String run(String text) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "--noprofile", "--norc", "-c", text).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", home().toString()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        return process.waitFor() == 0 ? out : out + "exited " + process.exitValue();
    }
}
