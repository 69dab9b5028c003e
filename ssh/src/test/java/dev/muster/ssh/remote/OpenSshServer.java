package dev.muster.ssh.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real sshd on this machine's loopback interface, for the user of this process. */
final class OpenSshServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    final Path folder;
    final int port;
    private final Process process;

    /** @param settings lines of its sshd_config */
    OpenSshServer(Path folder, String... settings) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "sshd is not installed");
        this.folder = Files.createDirectories(folder);
        this.port = freePort();
        keygen("ed25519", "host");
        Files.writeString(folder.resolve("keys"), "");
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Files.writeString(folder.resolve("sshd_config"), config(settings));
        this.process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitPort();
    }

    private String config(String... settings) {
        List<String> lines = new ArrayList<>(List.of(settings));
        lines.addAll(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + folder.resolve("host"),
                "AuthorizedKeysFile " + folder.resolve("keys"),
                "PidFile none",
                "StrictModes no",
                "PasswordAuthentication no",
                "PermitRootLogin yes"));
        return String.join("\n", lines) + "\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws Exception {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                boolean ended = process.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS);
                assumeTrue(!ended, () -> "sshd does not start here: " + log());
            }
        }
        throw new IllegalStateException("sshd does not listen: " + log());
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Creates a key pair without a passphrase. Returns the private key's file. */
    Path keygen(String type, String name) throws Exception {
        return keygen(folder, type, name);
    }

    static Path keygen(Path folder, String type, String name) throws Exception {
        Path file = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString());
        return file;
    }

    /** Runs a program and fails if it does. */
    static void run(String... command) throws Exception {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(started.getInputStream().readAllBytes());
        if (started.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + out);
        }
    }

    /** Adds lines to authorized_keys. */
    void authorise(String options, Path key) throws IOException {
        Files.writeString(
                folder.resolve("keys"),
                Files.readString(folder.resolve("keys")) + options + Files.readString(Path.of(key + ".pub")));
    }

    SshTarget target(Path key) {
        return target(new SshTarget.Keys(List.of(key), true, Optional.empty()), SshTarget.Transport.DEFAULT);
    }

    SshTarget target(SshTarget.Keys keys, SshTarget.Transport transport) {
        return new SshTarget(
                "real",
                "127.0.0.1",
                port,
                System.getProperty("user.name"),
                keys,
                new SshTarget.Route.Direct(),
                new SshTarget.HostKeyRules(List.of(), false, Optional.empty()),
                transport);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
