package dev.muster.whole;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Ray cluster on this machine that nobody scales, in token mode: what examples run on where there is no Muster. Its processes are ended by what they
 * descend from, and by its folder in their environment or command line. The folder alone is not enough: Ray's agents write their titles over it.
 */
final class PlainRay implements AutoCloseable {
    private static final Path CHECKOUT = Path.of(System.getProperty("muster.checkout"));
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration RUN = Duration.ofSeconds(240);
    private static final String HOST = "127.0.0.1";

    /** Short, because Ray's sockets are below it. */
    private final Path folder;

    private final Path environment;
    private final int port = freePort();
    private final List<Process> launched = new ArrayList<>();
    private int started;

    private PlainRay(Path environment) throws IOException {
        this.environment = environment;
        folder = Files.createTempDirectory("mx");
        Files.writeString(folder.resolve("token"), "0123456789abcdef".repeat(4) + "\n");
        Files.createDirectory(folder.resolve("home"));
    }

    /** Uses the virtual environment that a variable names. Without it the test is skipped, or fails with {@code MUSTER_LAB_REQUIRED=1}. */
    static PlainRay required(String variable, String packages) throws IOException {
        if (System.getenv(variable) == null && "1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
            fail("MUSTER_LAB_REQUIRED=1, and %s names no virtual environment with %s", variable, packages);
        }
        return optional(variable, packages);
    }

    /** The same, but the test is skipped in any case. */
    static PlainRay optional(String variable, String packages) throws IOException {
        String environment = System.getenv(variable);
        assumeTrue(environment != null, variable + " names no virtual environment with " + packages);
        return new PlainRay(Path.of(environment));
    }

    Path folder() {
        return folder;
    }

    void startHead(int cpus, String resources) throws Exception {
        start(
                "head",
                "--head",
                "--port=" + port,
                "--no-monitor",
                "--include-dashboard=false",
                "--ray-client-server-port=" + freePort(),
                "--num-cpus=" + cpus,
                "--resources=" + resources);
    }

    void startWorker(String labels, String resources) throws Exception {
        start(
                "worker-" + started,
                "--address=" + address(),
                "--num-cpus=2",
                "--labels=" + labels,
                "--resources=" + resources);
    }

    /** Each node has a temporary folder of its own, as on hosts of its own: several that start at once would disturb each other in one. */
    private void start(String name, String... options) throws Exception {
        Path temporary = folder.resolve(Integer.toString(started++));
        List<String> command = new ArrayList<>(List.of(
                environment.resolve("bin/ray").toString(),
                "start",
                "--block",
                "--temp-dir=" + temporary,
                "--node-ip-address=" + HOST,
                "--object-store-memory=200000000",
                "--disable-usage-stats",
                "--dashboard-agent-listen-port=" + freePort()));
        command.addAll(List.of(options));
        Path output = folder.resolve(name + ".out");
        Process process = launch(command, output);
        Patience.untilTrue(name + " of Ray runs", START, () -> {
            if (!process.isAlive()) {
                fail("%s of Ray has ended: %s", name, Files.readString(output));
            }
            return Files.readString(output).contains("Ray runtime started");
        });
    }

    /** Starts an example. */
    Example begin(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                environment.resolve("bin/python").toString(),
                CHECKOUT.resolve("examples").resolve(name).toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "example", ".out");
        return new Example(name, launch(command, output), output);
    }

    /** Runs an example until it has ended well, and returns what it printed. */
    String run(String name, String... arguments) throws Exception {
        return begin(name, arguments).await();
    }

    record Example(String name, Process process, Path output) {
        String printed() throws IOException {
            return Files.readString(output);
        }

        String await() throws Exception {
            if (!process.waitFor(Patience.scaled(RUN).toMillis(), TimeUnit.MILLISECONDS)) {
                fail("%s still runs after %s:%n%s", name, Patience.scaled(RUN), printed());
            }
            if (process.exitValue() != 0) {
                fail("%s ended with %d:%n%s", name, process.exitValue(), printed());
            }
            return printed();
        }
    }

    private String address() {
        return HOST + ":" + port;
    }

    /** As in the environment of a node: the programs of Ray and of the node bundle are on the PATH. */
    private Process launch(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(variable -> variable.startsWith("RAY_") || variable.startsWith("MUSTER_"));
        all.put("MUSTER_TEST_RAY", folder.toString());
        all.put("HOME", folder.resolve("home").toString());
        all.put(
                "PATH",
                environment.resolve("bin") + ":" + CHECKOUT.resolve("node-daemon/src/main/scripts") + ":"
                        + all.get("PATH"));
        all.put("RAY_ADDRESS", address());
        all.put("RAY_AUTH_MODE", "token");
        all.put("RAY_AUTH_TOKEN_PATH", folder.resolve("token").toString());
        all.put("RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S", "0");
        all.put("RAY_enable_autoscaler_v2", "1");
        // Ray gives its workers the niceness 15, so that other work on the machine starves them.
        all.put("RAY_worker_niceness", "0");
        Process process = builder.start();
        launched.add(process);
        return process;
    }

    @Override
    public void close() throws Exception {
        List<ProcessHandle> descendants = launched.stream()
                .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
                .toList();
        descendants.forEach(ProcessHandle::destroyForcibly);
        Patience.until("all processes of Ray have ended", START, () -> {
            List<Processes.One> left = Processes.of(folder).all();
            left.forEach(Processes.One::kill);
            Stream<String> others =
                    descendants.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::toString);
            return Stream.concat(left.stream().map(Processes.One::toString), others)
                    .toList();
        });
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PlainRay::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
