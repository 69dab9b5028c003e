package dev.muster.daemon.watchdog;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.daemon.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The folder of a node with an engine, and real processes of it. Closing it ends all of them. */
final class EngineFolder implements AutoCloseable {
    static final Path SCRIPT = Path.of("src/main/scripts/muster-engine").toAbsolutePath();
    /** An engine that is ready as soon as it runs. */
    static final String LIVES =
            "echo started >>\"$MUSTER_ENGINE/starts\"; echo up >\"$MUSTER_ENGINE_SCRATCH/up\"\n" + "exec sleep 600";

    /** In bytes; {@code engine.out} is cut when it is longer. */
    static final int OUTPUT_LIMIT = 10_000;

    private static final int FAST = 3;

    private final Path root;
    private final Path scratch;
    private final List<String> shell;
    private final String marker = "test/" + UUID.randomUUID();

    EngineFolder(Path root, Path scratch, List<String> shell) throws IOException {
        this.root = Files.createDirectories(root);
        this.scratch = scratch;
        this.shell = shell;
        write("env.sh", "export FROM_ENV=environment\n");
        write("engine/scratch", scratch + "\n");
        write("engine/start/variables", "export FROM_START='start variables'\n");
        write("engine/start/check", "exit 0\n");
        write("engine/start/ready", "[ -e \"$MUSTER_ENGINE_SCRATCH/up\" ]\n");
        write("engine/start/diagnose", "cat \"$MUSTER_ENGINE_SCRATCH/log\"\n");
        write("engine/start/shell", "login\n");
        write(
                "engine/start/run",
                ShellScript.program(LibraryPart.USER_SHELL, "run_in_bash").text());
        Files.createDirectories(root.resolve("home"));
        Files.createDirectories(root.resolve("logs"));
    }

    EngineFolder commands(String... commands) throws IOException {
        for (int number = 1; number <= commands.length; number++) {
            write("engine/start/command-0" + number, commands[number - 1]);
        }
        return this;
    }

    Path file(String name) {
        return root.resolve(name);
    }

    String read(String name) throws IOException {
        try {
            return Files.readString(file(name));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), text);
    }

    /** Starts {@code muster-engine} alone. */
    Process start() throws IOException {
        return start(SCRIPT);
    }

    /** Starts a copy of {@code muster-engine}, which looks for other programs beside itself. */
    Process start(Path script) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(script.toString(), root.toString()));
        return begin(command);
    }

    /** Starts the engine as a node does. */
    Process watch() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(shell);
        command.addAll(List.of(WatchedFolder.SCRIPT.toString(), root.toString(), "engine"));
        command.addAll(shell);
        command.addAll(List.of(SCRIPT.toString(), root.toString()));
        return begin(command);
    }

    /** Starts a process that belongs to the node. @param role of the process; empty if it has none */
    Process other(String role, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MUSTER_NODE", marker);
        if (!role.isEmpty()) {
            builder.environment().put("MUSTER_ROLE", role);
        }
        return builder.start();
    }

    private Process begin(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MUSTER_TEST_WATCHDOG_SECOND", Integer.toString(FAST));
        builder.environment().put("MUSTER_TEST_ENGINE_OUTPUT", Integer.toString(OUTPUT_LIMIT));
        builder.environment().put("MUSTER_NODE", marker);
        builder.environment().put("HOME", file("home").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(file("logs/engine.out").toFile()));
        return builder.start();
    }

    String phase() throws IOException {
        return read("run/engine.state").split(" ", 2)[0];
    }

    /** How often the engine was started again, as the state says. */
    int restarts() throws IOException {
        return Integer.parseInt(
                read("run/engine.state").lines().findFirst().orElseThrow().split(" ")[2]);
    }

    List<String> reason() throws IOException {
        return read("run/engine.state").lines().skip(1).toList();
    }

    void awaitPhase(String phase) throws Exception {
        Eventually.isTrue("the engine is " + phase, () -> phase().equals(phase));
    }

    long starts() throws IOException {
        return read("engine/starts").lines().count();
    }

    Path scratch() {
        return scratch;
    }

    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains("MUSTER_NODE=" + marker))
                .toList();
    }

    /** The process of this name, such as {@code sleep 600}. */
    Optional<ProcessHandle> process(String commandLine) {
        return all(commandLine).stream().findFirst();
    }

    List<ProcessHandle> all(String commandLine) {
        return processes().stream()
                .filter(process -> commandLine(process).equals(commandLine))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        return read(process, "cmdline").replace('\0', ' ').strip();
    }

    private static String environment(ProcessHandle process) {
        return read(process, "environ");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws Exception {
        write("run/engine-stop", "");
        Eventually.isTrue("nothing is left", () -> {
            processes().forEach(ProcessHandle::destroyForcibly);
            return processes().isEmpty();
        });
    }
}
