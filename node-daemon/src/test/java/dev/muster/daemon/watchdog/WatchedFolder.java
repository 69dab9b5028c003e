package dev.muster.daemon.watchdog;

import dev.muster.daemon.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A node's folder with real watchdogs. Closing it ends all their processes. */
final class WatchedFolder implements AutoCloseable {
    static final Path SCRIPT = Path.of("src/main/scripts/muster-watchdog").toAbsolutePath();
    /** The first lines of a program, which write its PID file as a real program does. */
    static final String WRITE_PID = """
            #!/bin/sh
            read -r line </proc/$$/stat; set -- ${line##*) }
            echo "$$ ${20}" >run/daemon.pid.new; mv run/daemon.pid.new run/daemon.pid
            echo started >>starts
            """;

    static final String LIVE = WRITE_PID + "exec sleep 600\n";

    private final Path root;
    private final List<String> shell;
    private final String marker = "MUSTER_NODE=test/" + UUID.randomUUID();

    WatchedFolder(Path root, List<String> shell) throws IOException {
        this.root = Files.createDirectories(root);
        this.shell = shell;
    }

    static List<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"), List.of("sh"))
                .filter(shell -> Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell.getFirst()))))
                .toList();
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

    String program(String text) throws IOException {
        Path program = file("program");
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }

    /** Starts a watchdog. @param second how many hundredths of a second a second of the watchdog takes */
    Process watch(int second, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(shell);
        command.addAll(List.of(SCRIPT.toString(), root.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MUSTER_TEST_WATCHDOG_SECOND", Integer.toString(second));
        builder.environment().put("MUSTER_NODE", marker.substring("MUSTER_NODE=".length()));
        builder.redirectErrorStream(true).redirectOutput(file("caller.out").toFile());
        return builder.start();
    }

    long awaitPid(String name) throws Exception {
        return Eventually.get(name, () -> pid(name));
    }

    long awaitOtherPid(String name, long than) throws Exception {
        return Eventually.get(name + " is not " + than, () -> pid(name).filter(pid -> pid != than));
    }

    private Optional<Long> pid(String name) throws IOException {
        String text = read(name);
        return text.endsWith("\n")
                ? Optional.of(Long.parseLong(text.substring(0, text.indexOf(' '))))
                : Optional.empty();
    }

    void awaitOutput(String part) throws Exception {
        Eventually.isTrue(
                "'" + part + "' is in the output: " + read("logs/daemon.out"),
                () -> read("logs/daemon.out").contains(part));
    }

    long starts() throws IOException {
        return read("starts").lines().count();
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isMarked).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return new String(environment, StandardCharsets.UTF_8).contains(marker);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        write("run/stop", "");
        write("run/head-stop", "");
        Eventually.isTrue("nothing is left", () -> {
            processes().forEach(ProcessHandle::destroyForcibly);
            return processes().isEmpty();
        });
    }
}
