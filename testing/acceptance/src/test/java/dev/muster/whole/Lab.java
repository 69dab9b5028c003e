package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The hosts of {@code scripts/lab}, once for all tests of this JVM. They go with it; those of a JVM that was killed go when the next one begins.
 * Where there cannot be a lab, tests are skipped with the reason, or fail with {@code MUSTER_LAB_REQUIRED=1}, which CI sets.
 */
final class Lab {
    private static final int NETS = 98;
    static final int HOSTS = 17;
    /** The first ones: enough for tests that look at all that is on each. */
    static final int FEW = 8;

    private static final Path SCRIPT =
            Path.of(System.getProperty("muster.checkout")).resolve("scripts/lab");
    private static final Path RUN = Path.of("/run");
    private static final String PREFIX = "muster-lab-test-";
    private static @Nullable Lab shared;

    private final Path folder;
    private final String net;
    private final String bridge;

    private Lab(Path folder, String net, String bridge) {
        this.folder = folder;
        this.net = net;
        this.bridge = bridge;
    }

    /** @return the lab with every host on the network and switched on */
    static synchronized Lab ready() throws Exception {
        if (shared == null) {
            shared = begin();
        }
        for (int host = 1; host <= HOSTS; host++) {
            shared.script("boot", Integer.toString(host));
            shared.script("heal", Integer.toString(host));
        }
        shared.awaitQuiet();
        return shared;
    }

    /** What the last test's connections left ends within seconds; where it does not, the next test says so. */
    private void awaitQuiet() throws Exception {
        Patience.comes(Duration.ofSeconds(10), () -> {
            int others = 0;
            for (int host = 1; host <= HOSTS; host++) {
                others += processes(host).size() - 1;
            }
            return others == 0;
        });
    }

    private static Lab begin() throws IOException, InterruptedException {
        String missing = missing();
        if (!missing.isEmpty()) {
            if ("1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
                throw new AssertionError("MUSTER_LAB_REQUIRED=1, and there can be no lab: " + missing);
            }
            throw new TestAbortedException("no lab of SSH hosts here: " + missing);
        }
        endThoseOfKilledJvms();
        long self = ProcessHandle.current().pid();
        Lab lab = new Lab(RUN.resolve(PREFIX + self), freeNet(), bridge(self));
        Runtime.getRuntime().addShutdownHook(new Thread(lab::end));
        lab.script("up", Integer.toString(HOSTS));
        return lab;
    }

    private static String bridge(long pid) {
        return "mt" + pid;
    }

    /** @return what keeps this machine from having a lab; empty where nothing does */
    private static String missing() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "it needs Linux";
        }
        if (!System.getProperty("user.name").equals("root")) {
            return "it needs root";
        }
        List<String> programs = new ArrayList<>(List.of("ip", "unshare", "nsenter", "ssh-keygen", "sshd"));
        List<String> path = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
        path.add("/usr/sbin");
        programs.removeIf(name ->
                path.stream().anyMatch(at -> Files.isExecutable(Path.of(at).resolve(name))));
        return programs.isEmpty() ? "" : "missing: " + String.join(", ", programs);
    }

    private static String freeNet() throws SocketException {
        List<String> taken = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(address -> address.getHostAddress())
                .toList();
        // Two processes that begin at once would find the same one, so each begins elsewhere.
        int first = (int) (ProcessHandle.current().pid() % NETS);
        return IntStream.range(0, NETS)
                .map(next -> 101 + (first + next) % NETS)
                .mapToObj(second -> "10." + second + ".0")
                .filter(candidate -> taken.stream().noneMatch(address -> address.startsWith(candidate + ".")))
                .findFirst()
                .orElseThrow();
    }

    private static void endThoseOfKilledJvms() throws IOException {
        try (Stream<Path> folders = Files.list(RUN)) {
            for (Path folder : folders.toList()) {
                String name = folder.getFileName().toString();
                if (name.startsWith(PREFIX)) {
                    long pid = Long.parseLong(name.substring(PREFIX.length()));
                    if (ProcessHandle.of(pid).isEmpty()) {
                        new Lab(folder, "", bridge(pid)).end();
                    }
                }
            }
        }
    }

    private void end() {
        try {
            script("down");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return what it printed */
    private String script(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MUSTER_LAB", folder.toString());
        builder.environment().put("MUSTER_LAB_NET", net);
        builder.environment().put("MUSTER_LAB_BRIDGE", bridge);
        builder.environment().put("MUSTER_LAB_SHOW", shown());
        return printed(builder, command);
    }

    /** Python environments with Ray may be in a folder that hosts do not have, such as a checkout. */
    private static String shown() {
        return Stream.of("MUSTER_RAY", "MUSTER_RAY_OLDER")
                .map(System.getenv()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(":"));
    }

    private static String printed(ProcessBuilder builder, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("muster-lab", ".txt");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            assertThat(ended).as("%s ends", command).isTrue();
            assertThat(process.exitValue())
                    .as("%s%n%s", command, Files.readString(output))
                    .isZero();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    /** Pulls the cable; {@link #heal} plugs it in again. */
    void cut(int host) throws IOException, InterruptedException {
        script("cut", Integer.toString(host));
    }

    /** Process 1 of it is its sshd: the kernel takes connections, and nobody speaks. {@link #thaw} lets it go on. */
    void freeze(int host) throws IOException, InterruptedException {
        sendInit(host, "-STOP");
    }

    void thaw(int host) throws IOException, InterruptedException {
        sendInit(host, "-CONT");
    }

    private void sendInit(int host, String signal) throws IOException, InterruptedException {
        String pid = Files.readString(disk(host).resolve("pid")).strip();
        List<String> command = List.of("kill", signal, pid);
        printed(new ProcessBuilder(command), command);
    }

    void heal(int host) throws IOException, InterruptedException {
        script("heal", Integer.toString(host));
    }

    /** Power off, without a goodbye; mounts made by {@link #on} go with it, files stay. */
    void kill(int host) throws IOException, InterruptedException {
        script("kill", Integer.toString(host));
    }

    void boot(int host) throws IOException, InterruptedException {
        script("boot", Integer.toString(host));
    }

    /** Runs it on the host without SSH, and expects it to work. */
    String on(int host, String shell) throws IOException, InterruptedException {
        String pid = Files.readString(disk(host).resolve("pid")).strip();
        List<String> command = List.of("nsenter", "-t", pid, "-m", "-u", "-i", "-n", "-p", "sh", "-c", shell);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", "/root");
        return printed(builder, command);
    }

    /** Runs it on the host as an operator does who logs in, without Muster. */
    String ssh(int host, String shell) throws IOException, InterruptedException {
        List<String> command = List.of(
                "ssh",
                "-i",
                key().toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + knownHosts(),
                "root@" + address(host),
                shell);
        return printed(new ProcessBuilder(command), command);
    }

    String address(int host) {
        return net + "." + host;
    }

    Path key() {
        return folder.resolve("key");
    }

    /** What every user of the lab needs in known_hosts. */
    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** Where a host's files are: {@code upper} (changes to the system), {@code home}, {@code tmp}, {@code vartmp}, {@code ssh}. */
    Path disk(int host) {
        return folder.resolve("hosts").resolve(Integer.toString(host));
    }

    /** @return how many connections its sshd has accepted so far */
    long logins(int host) throws IOException {
        try (Stream<String> lines = Files.lines(disk(host).resolve("console"))) {
            return lines.filter(line -> line.startsWith("Accepted ")).count();
        }
    }

    /** @return command lines, sorted */
    List<String> processes(int host) throws IOException {
        return HostTraces.processes(this, host);
    }

    /** Everything a cluster could leave on the host: reads all that it has, which takes seconds while a cluster is up. */
    HostTraces traces(int host) throws IOException {
        return HostTraces.of(this, host);
    }
}
