package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** An operator with a folder and state of their own: runs the distribution's {@code cluster}, and leaves nothing behind when closed. */
final class Sandbox implements AutoCloseable {
    private static final Path INSTALLATION =
            Path.of(System.getProperty("muster.checkout")).resolve("dist/muster");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder;
    private final Path command;
    private final Map<String, String> environment = new TreeMap<>();

    Sandbox(Path folder) throws IOException {
        this(folder, INSTALLATION);
    }

    /** @param installation an unpacked distribution */
    Sandbox(Path folder, Path installation) throws IOException {
        this.folder = folder.toRealPath();
        this.command = installation.resolve("bin/cluster");
        environment.put("PATH", System.getenv("PATH"));
        environment.put(
                "HOME", Files.createDirectories(this.folder.resolve("person")).toString());
        environment.put("USER", "anna");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("XDG_STATE_HOME", this.folder.resolve("state").toString());
        environment.put("CLUSTER_CONFIG", file().toString());
    }

    /** @param code exit code of the process, as a shell sees it */
    record Ended(int code, String out, String err) {
        Ended expect(int expected) {
            assertThat(code).as("exit code; output:%n%s%n%s", out, err).isEqualTo(expected);
            return this;
        }
    }

    Sandbox with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return folder.resolve("cluster.yaml");
    }

    Sandbox config(String yaml) throws IOException {
        Files.writeString(file(), yaml);
        return this;
    }

    /** Head and workers of one CPU that is free for demand only on workers; a port of its own, so that clusters side by side do not trade theirs. */
    Sandbox config(String name, int min, int max) throws IOException {
        return config("""
                cluster_name: %s
                provider: {type: process, head_port: %d}
                max_workers: %d
                idle_timeout_minutes: 0.05
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 1, slot: 2}, min_workers: %d}
                """.formatted(name, freePort(), max, min));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Ended cluster(String... words) throws IOException, InterruptedException {
        return new Running(List.of(), words).await();
    }

    Running begin(String... words) throws IOException {
        return new Running(List.of(), words);
    }

    /** A line of bash, in which {@code cluster} is the command. */
    Ended shell(String line) throws IOException, InterruptedException {
        return new Running(List.of("bash", "-c", "cluster() { \"" + command + "\" \"$@\"; }; " + line, "bash")).await();
    }

    /** Under a program that plays the operator at a terminal. */
    Ended under(List<String> program, String... words) throws IOException, InterruptedException {
        return beginUnder(program, words).await();
    }

    Running beginUnder(List<String> program, String... words) throws IOException {
        return new Running(program, words);
    }

    /** One call of the command, which may be disturbed. */
    final class Running {
        private final Path out = Files.createTempFile(folder, "out", ".txt");
        private final Path err = Files.createTempFile(folder, "err", ".txt");
        private final List<String> words;
        private final Process process;

        private Running(List<String> under, String... words) throws IOException {
            this.words = List.of(words);
            List<String> line = new ArrayList<>(under);
            if (under.isEmpty() || words.length > 0) {
                line.add(command.toString());
            }
            line.addAll(this.words);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            process = builder.start();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** So far. */
        String out() throws IOException {
            return Files.readString(out);
        }

        /** So far. */
        String err() throws IOException {
            return Files.readString(err);
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        Ended await() throws IOException, InterruptedException {
            if (!process.waitFor(Patience.scaled(LIMIT).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + LIMIT + ": cluster " + words + "\n"
                        + Files.readString(out) + Files.readString(err));
            }
            Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        }
    }

    JsonNode status() throws IOException, InterruptedException {
        return json("status");
    }

    JsonNode json(String command) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(cluster(command, "--output", "json").expect(0).out());
    }

    /** Where the process provider has its machines. */
    Path root() {
        return folder.resolve("state/muster/process");
    }

    Path node(String cluster, String key) {
        return root().resolve(cluster).resolve(key);
    }

    HeadState head(String cluster) {
        return new HeadState(node(cluster, "head").resolve("control/state.db"));
    }

    Processes processes() {
        return Processes.of(folder);
    }

    /** Folders of machines that the provider knows. */
    List<String> machines(String cluster) throws IOException {
        Path clusterFolder = root().resolve(cluster);
        if (!Files.isDirectory(clusterFolder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(clusterFolder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** What a {@code down} must not leave: a process, or a file other than the operator's own. */
    List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        processes().all().forEach(one -> left.add(one.toString()));
        if (Files.exists(root())) {
            try (Stream<Path> files = Files.walk(root())) {
                files.map(Path::toString).forEach(left::add);
            }
        }
        Path notes = folder.resolve("state/muster/clusters");
        if (Files.exists(notes)) {
            try (Stream<Path> files = Files.list(notes)) {
                files.map(Path::toString).forEach(left::add);
            }
        }
        return left;
    }

    /** Also after a test that failed half way: by force, and only what stands in this folder. */
    @Override
    public void close() throws Exception {
        Patience.comes(Duration.ofSeconds(5), () -> {
            Processes left = processes();
            Stream.of(Processes.Kind.values())
                    .filter(kind -> kind.name().endsWith("WATCHDOG"))
                    .forEach(kind -> left.all().stream()
                            .filter(one -> one.kind() == kind)
                            .forEach(Processes.One::kill));
            left.all().forEach(Processes.One::kill);
            return left.all().isEmpty();
        });
    }
}
