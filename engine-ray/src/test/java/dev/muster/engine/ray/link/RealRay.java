package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Ray cluster on this machine from the virtual environment in {@code MUSTER_RAY}, in token mode and without Ray's autoscaler. Everything that it
 * starts has a marker in its environment, by which exactly that is ended.
 */
final class RealRay implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MARKER = "MUSTER_TEST_RAY";
    private static final long PAUSE_MILLIS = 50;

    final Path folder;
    final Path scratch;
    final Path tokenFile;
    private final Path environment;
    private final int port = freePort();
    private int started;

    private RealRay(Path environment) throws IOException {
        this.environment = environment;
        folder = Files.createTempDirectory("mr");
        scratch = Files.createDirectory(folder.resolve("r"));
        tokenFile = Files.writeString(folder.resolve("token"), "0123456789abcdef".repeat(4) + "\n");
        Files.createDirectory(folder.resolve("home"));
    }

    /** Skips the test where there is no Ray, and fails it where Ray is required. */
    static RealRay inFolder() throws IOException {
        String environment = System.getenv("MUSTER_RAY");
        if (environment == null && "1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
            fail("MUSTER_LAB_REQUIRED=1, and MUSTER_RAY does not name a virtual environment with Ray");
        }
        Assumptions.assumeTrue(environment != null, "MUSTER_RAY does not name a virtual environment with Ray 2.60");
        return new RealRay(Path.of(environment));
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Keeps its state on the disk, so that a head that is killed keeps its nodes, and cancels tasks that are reported as infeasible. */
    void startHead() throws Exception {
        start(
                Map.of(
                        "RAY_CLOUD_INSTANCE_ID",
                        "head",
                        "RAY_enable_infeasible_task_early_exit",
                        "true",
                        "RAY_gcs_storage",
                        "rocksdb",
                        "RAY_gcs_storage_path",
                        folder + "/gcs"),
                List.of("--head", "--port=" + port, "--no-monitor", "--include-dashboard=false", "--num-cpus=1"));
    }

    void startWorker(String key, String resources, String labels) throws Exception {
        start(
                Map.of("RAY_CLOUD_INSTANCE_ID", key),
                List.of("--address=" + address(), "--num-cpus=2", "--resources=" + resources, "--labels=" + labels));
    }

    private void start(Map<String, String> variables, List<String> options) throws Exception {
        started++;
        List<String> command = new ArrayList<>(List.of(
                environment.resolve("bin/ray").toString(),
                "start",
                "--block",
                "--temp-dir=" + scratch,
                "--node-ip-address=127.0.0.1",
                "--object-store-memory=80000000",
                "--disable-usage-stats",
                "--dashboard-agent-listen-port=" + freePort()));
        if (options.contains("--head")) {
            command.add("--ray-client-server-port=" + freePort());
        }
        command.addAll(options);
        launch(command, variables, "ray-" + started);
    }

    /** Runs a program against this cluster. Its output is in {@link #output}. */
    Process drive(String name, String program) throws IOException {
        return launch(
                List.of(environment.resolve("bin/python").toString(), "-u", "-c", program),
                Map.of("RAY_ADDRESS", address()),
                name);
    }

    /** Runs a command of Ray and returns what it prints. */
    String run(String... words) throws Exception {
        started++;
        List<String> command =
                new ArrayList<>(List.of(environment.resolve("bin/ray").toString()));
        command.addAll(List.of(words));
        Process process = launch(command, Map.of("RAY_ADDRESS", address()), "run-" + started);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output("run-" + started);
    }

    private Process launch(List<String> command, Map<String, String> variables, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(variable -> variable.startsWith("RAY_"));
        all.putAll(Map.of(
                MARKER,
                folder.toString(),
                "HOME",
                folder + "/home",
                "RAY_enable_autoscaler_v2",
                "1",
                "RAY_AUTH_MODE",
                "token",
                "RAY_AUTH_TOKEN_PATH",
                tokenFile.toString(),
                "RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S",
                "0"));
        all.putAll(variables);
        return builder.start();
    }

    String output(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"));
    }

    static void until(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                fail("not within " + LIMIT + ": " + what);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Kills the head's processes. Workers live on. */
    void killHead() throws Exception {
        String mark = "RAY_CLOUD_INSTANCE_ID=head\0";
        own().filter(process -> read(process, "environ").contains(mark)).forEach(ProcessHandle::destroyForcibly);
        until(
                "the head's processes end",
                () -> own().noneMatch(process -> read(process, "environ").contains(mark)));
        Files.deleteIfExists(scratch.resolve("ray_current_cluster"));
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        until("all processes of Ray end", () -> {
            own().forEach(ProcessHandle::destroyForcibly);
            return own().findAny().isEmpty();
        });
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
