package dev.muster.ssh.local;

import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink.Stream;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.ssh.script.OutputFraming;
import dev.muster.ssh.script.RetainedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One running command: it feeds the input, delivers the output and enforces the deadline. */
final class ShellRun {
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_PAUSE_MILLIS = 10;

    private final String host;
    private final Process process;
    private final RemoteCommand command;
    private final String nonce;
    private final RetainedOutput out = RetainedOutput.ofStandardOutput();
    private final RetainedOutput err = RetainedOutput.ofStandardError();

    /** @param nonce of the marks that the shell around the script prints at the end of both streams: see {@link OutputFraming} */
    ShellRun(String host, Process process, RemoteCommand command, String nonce) {
        this.nonce = nonce;
        this.host = host;
        this.process = process;
        this.command = command;
    }

    /** Returns when the command has ended and its output was delivered. */
    RunResult await() throws InterruptedException {
        List<Callable<Boolean>> tasks = List.of(
                () -> FanOut.race(List.of(this::feed, this::awaitEnd)),
                () -> deliver(process.getInputStream(), Stream.OUT, out),
                () -> deliver(process.getErrorStream(), Stream.ERR, err),
                this::enforceDeadline);
        try {
            List<Boolean> ended = new FanOut(tasks.size()).all(tasks);
            if (!ended.getLast()) {
                throw tooLong();
            }
            return new RunResult(process.exitValue(), out.text(), err.text());
        } finally {
            ProcessTree.kill(process);
        }
    }

    private RemoteFailure tooLong() {
        return new RemoteFailure(
                host,
                host + ": the command took longer than " + command.deadline().toSeconds() + " s and was stopped",
                "",
                true,
                RetainedOutput.lastLines(err.text()));
    }

    private boolean enforceDeadline() throws InterruptedException {
        try {
            boolean ended = process.waitFor(command.deadline().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                ProcessTree.kill(process);
            }
            return ended;
        } catch (InterruptedException e) {
            ProcessTree.kill(process);
            throw e;
        }
    }

    /** A command that has ended reads no more, so an input that never ends must not delay its result. */
    private boolean awaitEnd() throws InterruptedException {
        process.waitFor();
        return true;
    }

    private boolean feed() {
        try (OutputStream stdin = process.getOutputStream();
                InputStream input = command.input().get()) {
            byte[] buffer = new byte[BUFFER];
            for (int length = read(input, buffer); length >= 0; length = read(input, buffer)) {
                stdin.write(buffer, 0, length);
                stdin.flush();
            }
        } catch (IOException e) {
            // The command ended, or closed its input, before it had read everything. Its exit code is the result.
            return false;
        }
        return true;
    }

    /** An input that fails must not look like one that ends. */
    private static int read(InputStream input, byte[] buffer) {
        try {
            return input.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the input of the command: " + e.getMessage(), e);
        }
    }

    /**
     * Never uses a blocking read, because nothing can interrupt one: a process that the script left behind may keep the stream open forever. A
     * command that was killed prints no mark; its output ends when the process has ended and nothing more can be read.
     */
    private boolean deliver(InputStream stream, Stream kind, RetainedOutput retained) throws InterruptedException {
        OutputFraming framing = OutputFraming.fromFirstByte(nonce, retained.andPassTo(command.output(), kind));
        byte[] buffer = new byte[BUFFER];
        try {
            for (long pause = 0; !framing.hasEnded(); ) {
                boolean exited = !process.isAlive();
                int length = Math.min(stream.available(), buffer.length);
                if (length > 0) {
                    framing.accept(buffer, stream.read(buffer, 0, length));
                    pause = 0;
                } else if (exited) {
                    break;
                } else {
                    pause = Math.min(pause + 1, MAX_PAUSE_MILLIS);
                    process.waitFor(pause, TimeUnit.MILLISECONDS);
                }
            }
            framing.finish();
        } catch (IOException e) {
            return false;
        }
        return true;
    }
}
