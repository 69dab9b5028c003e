package dev.muster.ssh.remote;

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One command on an open channel: both outputs and the input are pumped side by side until the script's end is marked. */
final class CommandRun {
    private static final int BUFFER = 32 * 1024;
    private static final int OUT_LIMIT = 1024 * 1024;
    private static final int ERR_LIMIT = 64 * 1024;
    private static final int LINES_SHOWN = 20;

    private final String host;
    private final RemoteCommand command;
    private final CommandChannel channel;
    private final Ending ending;
    private final Executor threads;
    private final RetainedOutput out = new RetainedOutput(RetainedOutput.Part.FIRST, OUT_LIMIT);
    private final RetainedOutput err = new RetainedOutput(RetainedOutput.Part.LAST, ERR_LIMIT);
    private final OutputFraming outFrame;
    private final OutputFraming errFrame;
    private final CountDownLatch outputsEnded = new CountDownLatch(2);
    private final AtomicReference<@Nullable Signal> undelivered = new AtomicReference<>();
    private volatile @Nullable Exception failure;

    CommandRun(
            String host, RemoteCommand command, String nonce, CommandChannel channel, Ending ending, Executor threads) {
        this.host = host;
        this.command = command;
        this.channel = channel;
        this.ending = ending;
        this.threads = threads;
        this.outFrame = new OutputFraming(nonce, keep(out, OutputSink.Stream.OUT));
        this.errFrame = new OutputFraming(nonce, keep(err, OutputSink.Stream.ERR));
    }

    /** Ends the script on the host, as well as that can still be done; never throws. */
    interface Ending {
        void end(long process);

        /** Returns at once. */
        void signal(long shell, long process, Signal signal);
    }

    /** To the script, or as soon as it has begun. */
    void signal(Signal signal) {
        undelivered.set(signal);
        deliver();
    }

    private void deliver() {
        if (outFrame.started() && errFrame.started() && !outFrame.ended()) {
            Signal signal = undelivered.getAndSet(null);
            if (signal != null) {
                ending.signal(errFrame.startNumber(), process(), signal);
            }
        }
    }

    /** The process that leads the script's group; 0 before it began. */
    long process() {
        return outFrame.startNumber();
    }

    RunResult run() throws InterruptedException {
        FutureTask<Void> input = new FutureTask<>(this::sendInput, null);
        threads.execute(() -> pump(channel.getInputStream(), outFrame));
        threads.execute(() -> pump(channel.getErrorStream(), errFrame));
        threads.execute(input);
        try {
            if (!outputsEnded.await(TimeLimited.millis(command.deadline()), TimeUnit.MILLISECONDS)) {
                ending.end(process());
                throw tooLong();
            }
            return result();
        } catch (InterruptedException e) {
            ending.end(process());
            throw e;
        } finally {
            input.cancel(true);
        }
    }

    private OutputFraming.Output keep(RetainedOutput kept, OutputSink.Stream stream) {
        return (bytes, offset, length) -> {
            kept.add(bytes, offset, length);
            byte[] fromZero = offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
            command.output().accept(stream, fromZero, length);
        };
    }

    private void pump(InputStream stream, OutputFraming frame) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = stream.read(buffer); length >= 0 && !frame.ended(); length = stream.read(buffer)) {
                frame.accept(buffer, length);
                deliver();
                if (frame.ended()) {
                    break;
                }
            }
            frame.finish();
        } catch (IOException e) {
            frame.finish();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            outputsEnded.countDown();
        }
    }

    /** Half an input must not look like a whole one: where it cannot be read, the command fails. */
    private void sendInput() {
        try (InputStream source = command.input().get()) {
            OutputStream sink = channel.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
                if (!sent(sink, buffer, length)) {
                    return;
                }
            }
            endOfInput(sink);
        } catch (IOException | RuntimeException e) {
            fail(e instanceof IOException io ? new UncheckedIOException("cannot read the input for " + host, io) : e);
        }
    }

    private static boolean sent(OutputStream sink, byte[] buffer, int length) {
        try {
            sink.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false; // the script ended without reading all of it, or the connection did
        }
    }

    /** Flushed first: sshj's close drops what does not fit into the window at that moment. */
    private static void endOfInput(OutputStream sink) {
        try {
            sink.flush();
            sink.close();
        } catch (IOException e) {
            // As above.
        }
    }

    private void fail(Exception e) {
        failure = e;
        outputsEnded.countDown();
        outputsEnded.countDown();
    }

    private RunResult result() throws InterruptedException {
        Exception ours = failure;
        if (ours != null) {
            ending.end(process());
            throw ours instanceof RuntimeException runtime ? runtime : new IllegalStateException(ours);
        }
        if (outFrame.ended()) {
            return new RunResult(outFrame.endNumber(), out.text(), err.text());
        }
        Integer status = lateStatus();
        if (status == null) {
            throw new RemoteFailure(
                    host,
                    host + ": the connection was lost before the command had ended",
                    "is the machine still up, and the network?",
                    true,
                    lastLines());
        }
        if (!outFrame.started()) {
            throw noShell(status);
        }
        return new RunResult(status, out.text(), err.text());
    }

    /** The exit status may come behind the end of the output. */
    private @Nullable Integer lateStatus() throws InterruptedException {
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
        List<String> lines = (outFrame.noise() + "\n" + errFrame.noise())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return new RemoteFailure(
                host,
                host + ": its login shell ended with code " + status + " before the command began",
                "does `ssh HOST true` work? An `exit` in .bashrc or a nologin shell does this",
                false,
                lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private RemoteFailure tooLong() {
        return new RemoteFailure(
                host,
                host + ": " + label() + " took longer than "
                        + command.deadline().toSeconds() + " s and was ended",
                "",
                false,
                lastLines());
    }

    private String label() {
        String line = command.script().strip().lines().findFirst().orElse("");
        return "'" + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + "'";
    }

    private List<String> lastLines() {
        List<String> lines =
                (err.text().isBlank() ? out.text() : err.text()).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    }
}
