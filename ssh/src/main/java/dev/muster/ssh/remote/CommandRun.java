package dev.muster.ssh.remote;

import dev.muster.core.HostText;
import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.ssh.connect.CommandChannel;
import dev.muster.ssh.connect.TimeLimited;
import dev.muster.ssh.script.OutputFraming;
import dev.muster.ssh.script.RetainedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One running command on an open channel. It copies the input and both outputs at the same time, until a mark shows that the script has ended. */
final class CommandRun {
    private static final int BUFFER = 32 * 1024;
    private static final int MAX_LABEL = 60;

    private final String host;
    private final RemoteCommand command;
    private final CommandChannel channel;
    private final Control control;
    private final Executor threads;
    private final RetainedOutput out = RetainedOutput.ofStandardOutput();
    private final RetainedOutput err = RetainedOutput.ofStandardError();
    private final OutputFraming outFraming;
    private final OutputFraming errFraming;
    private final CountDownLatch outputsEnded = new CountDownLatch(2);
    private final AtomicReference<@Nullable Signal> pendingSignal = new AtomicReference<>();
    private volatile @Nullable Exception failure;

    CommandRun(
            String host,
            RemoteCommand command,
            String nonce,
            CommandChannel channel,
            Control control,
            Executor threads) {
        this.host = host;
        this.command = command;
        this.channel = channel;
        this.control = control;
        this.threads = threads;
        this.outFraming = OutputFraming.afterLogin(nonce, out.andPassTo(command.output(), OutputSink.Stream.OUT));
        this.errFraming = OutputFraming.afterLogin(nonce, err.andPassTo(command.output(), OutputSink.Stream.ERR));
    }

    /** Controls the script on the host. Its methods never throw. */
    interface Control {
        /** Stops the script, if the connection still allows it. */
        void stop(long process);

        /** Sends a signal to the script. Returns immediately. */
        void signal(long shell, long process, Signal signal);
    }

    /** Sends a signal to the script, as soon as it has started. */
    void signal(Signal signal) {
        pendingSignal.set(signal);
        sendPendingSignal();
    }

    private void sendPendingSignal() {
        if (outFraming.hasStarted() && errFraming.hasStarted() && !outFraming.hasEnded()) {
            Signal signal = pendingSignal.getAndSet(null);
            if (signal != null) {
                control.signal(errFraming.startNumber(), process(), signal);
            }
        }
    }

    /** Returns the process that leads the script's group; 0 before it has started. */
    long process() {
        return outFraming.startNumber();
    }

    /** Returns when the script has ended and its output was delivered. If the calling thread is interrupted, the script is stopped. */
    RunResult run() throws InterruptedException {
        FutureTask<Void> sending = new FutureTask<>(this::sendInput, null);
        threads.execute(() -> copy(channel.getInputStream(), outFraming));
        threads.execute(() -> copy(channel.getErrorStream(), errFraming));
        threads.execute(sending);
        try {
            if (!outputsEnded.await(TimeLimited.millis(command.deadline()), TimeUnit.MILLISECONDS)) {
                control.stop(process());
                throw tooLong();
            }
            return result();
        } catch (InterruptedException e) {
            control.stop(process());
            throw e;
        } finally {
            sending.cancel(true);
        }
    }

    private void copy(InputStream stream, OutputFraming framing) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = stream.read(buffer); length >= 0 && !framing.hasEnded(); length = stream.read(buffer)) {
                framing.accept(buffer, length);
                sendPendingSignal();
                if (framing.hasEnded()) {
                    break;
                }
            }
            framing.finish();
        } catch (IOException e) {
            framing.finish();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            outputsEnded.countDown();
        }
    }

    /** If the input cannot be read, the command fails: part of an input must not look like the whole. */
    private void sendInput() {
        try (InputStream source = command.input().get()) {
            OutputStream sink = channel.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
                if (!send(sink, buffer, length)) {
                    return;
                }
            }
            closeInput(sink);
        } catch (IOException | RuntimeException e) {
            fail(e instanceof IOException io ? new UncheckedIOException("cannot read the input for " + host, io) : e);
        }
    }

    /** Returns false if the script or the connection has ended. */
    private static boolean send(OutputStream sink, byte[] buffer, int length) {
        try {
            sink.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Flushes first, because sshj's close drops bytes that do not fit into the window at that moment. */
    private static void closeInput(OutputStream sink) {
        try {
            sink.flush();
            sink.close();
        } catch (IOException e) {
            // The script or the connection has ended.
        }
    }

    private void fail(Exception e) {
        failure = e;
        outputsEnded.countDown();
        outputsEnded.countDown();
    }

    private RunResult result() throws InterruptedException {
        Exception local = failure;
        if (local != null) {
            control.stop(process());
            throw local instanceof RuntimeException runtime ? runtime : new IllegalStateException(local);
        }
        if (outFraming.hasEnded()) {
            return new RunResult(outFraming.endNumber(), out.text(), err.text());
        }
        Integer status = exitStatus();
        if (status == null) {
            throw new RemoteFailure(
                    host,
                    host + ": the connection was lost before the command ended",
                    "is the machine still up? check it and the network, then try again",
                    true,
                    lastLines());
        }
        if (!outFraming.hasStarted()) {
            throw noShell(status);
        }
        return new RunResult(status, out.text(), err.text());
    }

    /** Waits for the exit status, which may follow the end of the output; null if the connection was lost. */
    private @Nullable Integer exitStatus() throws InterruptedException {
        try {
            channel.join(2, TimeUnit.SECONDS);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (channel.getExitSignal() != null) {
            return 128 + SignalNumbers.number(channel.getExitSignal());
        }
        return channel.getExitStatus();
    }

    private RemoteFailure noShell(int status) {
        String printed = (outFraming.loginOutput() + "\n" + errFraming.loginOutput())
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        String first = printed.lines().findFirst().map(HostText::line).orElse("");
        return new RemoteFailure(
                host,
                host + ": its login shell ended with code " + status + " before the command started"
                        + (first.isEmpty() ? "" : ", and printed: " + first),
                first.isEmpty()
                        ? "try: ssh " + Shell.quote(host) + " true. An exit in .bashrc or a nologin shell causes this"
                        : "if it names another user, set auth.ssh_user (or User in ~/.ssh/config); try: ssh "
                                + Shell.quote(host) + " true",
                false,
                RetainedOutput.lastLines(printed));
    }

    private RemoteFailure tooLong() {
        return new RemoteFailure(
                host,
                host + ": " + label() + " took longer than "
                        + command.deadline().toSeconds() + " s and was stopped",
                "",
                false,
                lastLines());
    }

    private String label() {
        String line = command.script().strip().lines().findFirst().orElse("");
        return "'" + (line.length() > MAX_LABEL ? line.substring(0, MAX_LABEL) + "..." : line) + "'";
    }

    private List<String> lastLines() {
        return RetainedOutput.lastLines(err.text().isBlank() ? out.text() : err.text());
    }
}
