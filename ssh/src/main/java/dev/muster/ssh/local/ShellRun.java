package dev.muster.ssh.local;

import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink.Stream;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One command on its way: feeds input, delivers output, keeps the deadline. */
final class ShellRun {
    private static final int OUT_LIMIT = 1 << 20;
    private static final int ERR_LIMIT = 64 << 10;
    private static final int LONGEST_PAUSE_MILLIS = 10;

    private final String host;
    private final Process process;
    private final RemoteCommand command;
    private final String token;
    private final BoundedText out = BoundedText.first(OUT_LIMIT);
    private final BoundedText err = BoundedText.last(ERR_LIMIT);

    /** @param token with which the shell around the script ends both streams: see {@link OutputEndMark} */
    ShellRun(String host, Process process, RemoteCommand command, String token) {
        this.token = token;
        this.host = host;
        this.process = process;
        this.command = command;
    }

    RunResult await() throws InterruptedException {
        List<Callable<Boolean>> lanes = List.of(
                () -> FanOut.race(List.of(this::feed, this::over)),
                () -> deliver(process.getInputStream(), Stream.OUT, out),
                () -> deliver(process.getErrorStream(), Stream.ERR, err),
                this::keepDeadline);
        try {
            List<Boolean> ended = new FanOut(lanes.size()).all(lanes);
            if (!ended.getLast()) {
                throw tooLong();
            }
            return new RunResult(process.exitValue(), out.text(), err.text());
        } finally {
            ProcessTree.end(process);
        }
    }

    private RemoteFailure tooLong() {
        return new RemoteFailure(
                host,
                host + ": the command took longer than " + command.deadline().toSeconds() + " s and was ended",
                "",
                true,
                err.lastLines());
    }

    private boolean keepDeadline() throws InterruptedException {
        try {
            boolean ended = process.waitFor(command.deadline().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                ProcessTree.end(process);
            }
            return ended;
        } catch (InterruptedException e) {
            ProcessTree.end(process);
            throw e;
        }
    }

    /** What has ended reads no more: an input that never ends must not keep anybody waiting. */
    private boolean over() throws InterruptedException {
        process.waitFor();
        return true;
    }

    private boolean feed() {
        try (OutputStream stdin = process.getOutputStream();
                InputStream input = command.input().get()) {
            byte[] buffer = new byte[64 << 10];
            for (int length = read(input, buffer); length >= 0; length = read(input, buffer)) {
                stdin.write(buffer, 0, length);
                stdin.flush();
            }
        } catch (IOException e) {
            // The command ended, or closed its input, before it had read all: its exit code tells the story.
            return false;
        }
        return true;
    }

    /** An input that breaks off must not look like one that ends. */
    private static int read(InputStream input, byte[] buffer) {
        try {
            return input.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("the input of the command cannot be read: " + e.getMessage(), e);
        }
    }

    /** Never in a blocking read, which nothing could interrupt: what the script left behind may keep the stream open for ever. */
    private boolean deliver(InputStream stream, Stream kind, BoundedText text) throws InterruptedException {
        OutputEndMark end = new OutputEndMark(token);
        byte[] buffer = new byte[64 << 10];
        try {
            for (long quiet = 0; !end.isSeen(); ) {
                boolean ended = !process.isAlive();
                int length = Math.min(stream.available(), buffer.length);
                if (length > 0) {
                    length = stream.read(buffer, 0, length);
                    give(end.pass(buffer, length), kind, text);
                    quiet = 0;
                } else if (ended) {
                    // Ended by force, before the mark: what came so far is what there is.
                    break;
                } else {
                    quiet = Math.min(quiet + 1, LONGEST_PAUSE_MILLIS);
                    process.waitFor(quiet, TimeUnit.MILLISECONDS);
                }
            }
            give(end.rest(), kind, text);
        } catch (IOException e) {
            return false;
        }
        return true;
    }

    private void give(byte[] bytes, Stream kind, BoundedText text) {
        if (bytes.length > 0) {
            text.add(bytes, bytes.length);
            command.output().accept(kind, bytes, bytes.length);
        }
    }
}
