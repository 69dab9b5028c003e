package dev.muster.testkit.shell;

import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** This machine as a host whose {@code sh} is a given shell. Home and lease are in a folder of the test; the environment is clean. */
public final class ShellHost implements RemoteHost {
    private final String name;
    private final PosixShell shell;
    private final Path folder;
    private final Map<String, String> environment = new ConcurrentHashMap<>();

    /** @param folder gets {@code home/} and {@code lease} */
    public ShellHost(String name, PosixShell shell, Path folder) {
        this.name = name;
        this.shell = shell;
        this.folder = folder;
    }

    /** Makes the home where it is missing. */
    public Path home() {
        try {
            return Files.createDirectories(folder.resolve("home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host's lease; on a real host it is in /var/tmp. */
    public Path lease() {
        return folder.resolve("lease");
    }

    /** Sets a variable of the environment of every later script. */
    public void setVariable(String variable, String value) {
        environment.put(variable, value);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        try {
            Process process = start(command.script());
            AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
            Thread feeder = Thread.ofVirtual().start(() -> feed(command, process, broken));
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Thread listener = Thread.ofVirtual()
                    .start(() ->
                            err.writeBytes(read(process.getErrorStream(), OutputSink.Stream.ERR, command.output())));
            byte[] out = read(process.getInputStream(), OutputSink.Stream.OUT, command.output());
            int code = process.waitFor();
            listener.join();
            RuntimeException failure = broken.get();
            feeder.interrupt(); // where it waits for input that nobody reads any more
            feeder.join();
            if (failure != null) {
                throw failure;
            }
            return new RunResult(code, new String(out, StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String script) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(shell.run(script.replace("/var/tmp/muster-lease", lease().toString())));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", System.getenv("PATH"), "HOME", home().toString(), "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        return builder.directory(home().toFile()).start();
    }

    private static void feed(
            RemoteCommand command, Process process, AtomicReference<@Nullable RuntimeException> broken) {
        OutputStream output = process.getOutputStream();
        try (InputStream input = command.input().get()) {
            byte[] bytes = new byte[8192];
            for (int read = input.read(bytes); read >= 0; read = input.read(bytes)) {
                int length = read;
                if (!isRead(() -> write(output, bytes, length))) {
                    return;
                }
            }
            isRead(output::close);
        } catch (IOException e) {
            breakOff(process, broken, new UncheckedIOException(e));
        } catch (RuntimeException e) {
            breakOff(process, broken, e);
        }
    }

    private static void write(OutputStream output, byte[] bytes, int length) throws IOException {
        output.write(bytes, 0, length);
        output.flush();
    }

    private interface Write {
        void run() throws IOException;
    }

    /** A script may end without reading all of its input. */
    private static boolean isRead(Write write) {
        try {
            write.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As a connection that breaks does. */
    private static void breakOff(
            Process process, AtomicReference<@Nullable RuntimeException> broken, RuntimeException failure) {
        broken.set(failure);
        process.toHandle().destroy();
        isRead(process.getOutputStream()::close);
    }

    private static byte[] read(InputStream stream, OutputSink.Stream which, OutputSink sink) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[8192];
        try {
            for (int length = stream.read(bytes); length >= 0; length = stream.read(bytes)) {
                all.write(bytes, 0, length);
                sink.accept(which, bytes, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    @Override
    public int attach(String script, LocalTerminal terminal) {
        throw new UnsupportedOperationException("scripts for hosts need no terminal");
    }

    @Override
    public Forward forward(int port) {
        throw new UnsupportedOperationException("scripts for hosts need no port");
    }

    @Override
    public void close() {}
}
