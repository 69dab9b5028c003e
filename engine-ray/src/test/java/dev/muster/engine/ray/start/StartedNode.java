package dev.muster.engine.ray.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Shell;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineStart;
import dev.muster.engine.EngineValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One node on this machine with real Ray, started as a node's engine is: variables, check, commands. It ends exactly what it started. */
final class StartedNode implements AutoCloseable {
    private static final String MARKER = "MUSTER_TEST_START";
    private static final String TOKEN = "0123456789abcdef".repeat(4);

    final Path folder;
    final Path scratch;
    final EngineStart plan;
    private final Path environment;

    /** @param environment a virtual environment with Ray */
    StartedNode(Path environment, EngineNode node) throws IOException {
        this.environment = environment;
        plan = RayStart.of(node);
        folder = Files.createTempDirectory("ms");
        scratch = Files.createDirectory(folder.resolve("s"));
        Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(folder.resolve("engine"));
        Files.writeString(engine("auth_token"), TOKEN + "\n");
    }

    Path engine(String name) {
        return folder.resolve("engine").resolve(name);
    }

    Path home(String name) {
        return folder.resolve("home").resolve(name);
    }

    /** Runs the check, and returns its exit code and what it printed. */
    String check() throws Exception {
        Process check = launch(plan.check(), true, "check");
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return check.exitValue() + ": " + output("check").strip();
    }

    /** Runs the commands; the last one stays in the foreground. */
    Process start() throws Exception {
        for (String command : plan.commands().subList(0, plan.commands().size() - 1)) {
            Process process = launch(command, true, "commands");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        return launch(plan.commands().getLast(), true, "last");
    }

    void awaitReady() throws Exception {
        String loop =
                "for _ in $(seq 300); do sh -c " + Shell.quote(plan.ready()) + " && exit 0; sleep 0.2; done; exit 1";
        Process ready = launch(loop, true, "ready");
        assertThat(ready.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(ready.exitValue()).as(output("last")).isZero();
    }

    String diagnose() throws Exception {
        launch(plan.diagnose(), true, "diagnose").waitFor();
        return output("diagnose");
    }

    /** Runs a Python program in a session on the node, and returns its exit code and what it printed. */
    String python(String program) throws Exception {
        return run("python -c " + Shell.quote(program), true);
    }

    /** Runs a Python program in a plain login of the same user. */
    String pythonInPlainLogin(String program) throws Exception {
        return run("python -c " + Shell.quote(program), false);
    }

    private String run(String command, boolean inSession) throws Exception {
        Process process = launch(command, inSession, "program");
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + ": " + output("program").strip();
    }

    private Process launch(String command, boolean inSession, String name) throws IOException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve(name).toFile())
                .directory(folder.resolve("home").toFile());
        Map<String, String> variables = bash.environment();
        variables.keySet().removeIf(variable -> variable.startsWith("RAY_"));
        variables.put(MARKER, folder.toString());
        variables.put("HOME", folder.resolve("home").toString());
        variables.put("PATH", environment.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("MUSTER_ENGINE", folder.resolve("engine").toString());
        variables.put("MUSTER_ENGINE_SCRATCH", scratch.toString());
        if (inSession) {
            variables.putAll(values(plan.session()));
        }
        if (inSession && !name.equals("program")) {
            variables.putAll(values(plan.start()));
        }
        return bash.start();
    }

    private Map<String, String> values(Map<String, EngineValue> variables) {
        Map<String, String> values = new TreeMap<>();
        variables.forEach((name, value) -> values.put(name, value(value)));
        return values;
    }

    private String value(EngineValue value) {
        return switch (value) {
            case EngineValue.Text text -> text.text();
            case EngineValue.InFolder file -> engine(file.name()).toString();
            case EngineValue.InScratch file -> scratch.resolve(file.name()).toString();
            case EngineValue.OwnAddress own -> "127.0.0.1";
        };
    }

    String output(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** Returns the command lines of all processes that were started here. */
    String commandLines() {
        return own().map(process -> read(process, "cmdline").replace('\0', ' ')).collect(Collectors.joining("\n"));
    }

    void kill(String text) {
        own().filter(process -> read(process, "cmdline").contains(text)).forEach(ProcessHandle::destroyForcibly);
    }

    private Stream<ProcessHandle> own() {
        String mark = MARKER + "=" + folder + "\0";
        return ProcessHandle.allProcesses()
                .filter(process -> read(process, "environ").contains(mark));
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() throws Exception {
        while (own().findAny().isPresent()) {
            for (ProcessHandle process : own().toList()) {
                process.destroyForcibly();
                process.onExit().get(10, TimeUnit.SECONDS);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
