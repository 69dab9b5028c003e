package dev.muster.daemon.runs;

import dev.muster.daemon.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node's folder in which the real muster-run is started. Closing it ends everything that was started. */
public final class NodeRuns implements AutoCloseable {
    public static final Path SCRIPT = Path.of("src/main/scripts/muster-run").toAbsolutePath();
    private static final List<String> OUTER = List.of("RAY_", "OMP_", "MKL_", "OPENBLAS_", "NUMEXPR_", "TMPDIR");

    private final Path root;
    private final List<String> shell;
    private final boolean hasGroups;
    private final String marker = "test/" + UUID.randomUUID();
    private Path program = SCRIPT;
    private int started;

    /** @param hasGroups whether the script may use the machine's control groups */
    public NodeRuns(Path root, List<String> shell, boolean hasGroups) throws IOException {
        this.root = Files.createDirectories(root);
        this.shell = shell;
        this.hasGroups = hasGroups;
    }

    static List<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"))
                .filter(shell -> isInstalled(shell.getFirst()))
                .toList();
    }

    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    public Path script(String name, String text) throws IOException {
        Path file = file(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** Runs muster-run with one part of it replaced, as a fault that no test can make. */
    void breakProgram(String part, String replacement) throws IOException {
        String text = Files.readString(SCRIPT);
        if (!text.contains(part)) {
            throw new IllegalArgumentException("muster-run does not contain: " + part);
        }
        program = script("muster-run", text.replace(part, replacement));
    }

    /** Runs muster-run to its end. */
    Result run(String... arguments) throws Exception {
        return start(Map.of(), arguments).result();
    }

    Started start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    public Started start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> OUTER.stream().anyMatch(name::startsWith));
        builder.environment().put("MUSTER_FOLDER", root.toString());
        builder.environment().put("MUSTER_NODE", marker);
        if (!hasGroups) {
            builder.environment().put("MUSTER_TEST_CGROUPS", file("no-groups").toString());
        }
        builder.environment().putAll(environment);
        Path out = file("out-" + ++started);
        Path err = file("err-" + started);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        if (Files.exists(file("input"))) {
            builder.redirectInput(file("input").toFile());
        }
        return new Started(builder.start(), out, err);
    }

    /** Ends what killed runs left, as the daemon does. */
    Result clean() throws Exception {
        return run("--clean");
    }

    String read(String name) throws IOException {
        return Files.exists(file(name)) ? Files.readString(file(name)) : "";
    }

    /** The lines of the newest result. */
    List<String> newestResult() throws IOException {
        return read("run/runs/result-" + read("run/runs/newest").strip())
                .lines()
                .toList();
    }

    void awaitFile(String name) throws Exception {
        Eventually.isTrue(name + " is there", () -> Files.exists(file(name)));
    }

    /** Processes of this node whose command line starts with these words. */
    List<ProcessHandle> processes(String words) {
        return ProcessHandle.allProcesses()
                .filter(process -> text(process, "cmdline").replace('\0', ' ').startsWith(words))
                .filter(process -> text(process, "environ").contains("MUSTER_NODE=" + marker))
                .toList();
    }

    private static String text(ProcessHandle process, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws Exception {
        String script = String.join(" ", shell) + " " + SCRIPT;
        processes(script).forEach(ProcessHandle::destroyForcibly);
        Eventually.isTrue("no muster-run is left", () -> processes(script).isEmpty());
        clean();
        processes("").forEach(ProcessHandle::destroyForcibly);
    }

    public record Started(Process process, Path out, Path err) {
        Result result() throws Exception {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    record Result(int code, String out, String err) {}
}
