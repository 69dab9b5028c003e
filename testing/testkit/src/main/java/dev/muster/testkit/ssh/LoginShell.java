package dev.muster.testkit.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** Runs a command as sshd does: {@code SHELL -c COMMAND}. */
final class LoginShell implements Command {
    private final List<String> words;
    private final Limits limits;
    private final Executor threads;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private @Nullable OutputStream errors;
    private @Nullable ExitCallback exit;
    private @Nullable Process process;

    /** @param limits may end the session while input arrives */
    LoginShell(List<String> words, Limits limits, Executor threads) {
        this.words = words;
        this.threads = threads;
        this.limits = limits;
    }

    interface Limits {
        Limits NONE = bytes -> {};

        void afterInput(long bytes);
    }

    @Override
    public void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        output = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        Process started = new ProcessBuilder(words).start();
        process = started;
        // Platform threads: a virtual one that reads a pipe holds its carrier, and there are only as many as
        // processors.
        CountDownLatch outputs = new CountDownLatch(2);
        threads.execute(() -> copyInput(started));
        threads.execute(() -> copy(started.getInputStream(), output, outputs));
        threads.execute(() -> copy(started.getErrorStream(), errors, outputs));
        threads.execute(() -> end(started, outputs));
    }

    private void copyInput(Process started) {
        try (OutputStream to = started.getOutputStream()) {
            byte[] buffer = new byte[16 * 1024];
            long total = 0;
            for (int length = read(buffer); length >= 0; length = read(buffer)) {
                to.write(buffer, 0, length);
                to.flush();
                total += length;
                limits.afterInput(total);
            }
        } catch (IOException e) {
            // One of both ends is gone.
        }
    }

    private int read(byte[] buffer) throws IOException {
        InputStream from = input;
        return from == null ? -1 : from.read(buffer);
    }

    private static void copy(InputStream from, @Nullable OutputStream to, CountDownLatch outputs) {
        try (from) {
            byte[] buffer = new byte[16 * 1024];
            for (int length = from.read(buffer); length >= 0 && to != null; length = from.read(buffer)) {
                to.write(buffer, 0, length);
                to.flush();
            }
        } catch (IOException e) {
            // As above.
        } finally {
            outputs.countDown();
        }
    }

    private void end(Process started, CountDownLatch outputs) {
        try {
            int code = started.waitFor();
            outputs.await();
            ExitCallback callback = exit;
            if (callback != null) {
                callback.onExit(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The channel is gone: a real sshd's child would notice; this one is notified. */
    @Override
    public void destroy(ChannelSession channel) {
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }
}
