package dev.muster.launcher.host;

import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink.Stream;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One command on its way: feeds input, delivers output, keeps the deadline. */
final class ShellRun {
    private static final int OUT_LIMIT = 1 << 20;
    private static final int ERR_LIMIT = 64 << 10;

    private final String host;
    private final Process process;
    private final RemoteCommand command;
    private final BoundedText out = BoundedText.first(OUT_LIMIT);
    private final BoundedText err = BoundedText.last(ERR_LIMIT);

    ShellRun(String host, Process process, RemoteCommand command) {
        this.host = host;
        this.process = process;
        this.command = command;
    }

    RunResult await() throws InterruptedException {
        List<Callable<Boolean>> lanes = List.of(
                this::feed,
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

    private boolean feed() {
        try (OutputStream stdin = process.getOutputStream();
                InputStream input = command.input().get()) {
            input.transferTo(stdin);
        } catch (IOException e) {
            // The command ended, or closed its input, before it had read all: its exit code tells the story.
            return false;
        }
        return true;
    }

    private boolean deliver(InputStream stream, Stream kind, BoundedText text) {
        byte[] buffer = new byte[16 << 10];
        try (stream) {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                text.add(buffer, length);
                command.output().accept(kind, buffer, length);
            }
        } catch (IOException e) {
            // The process was ended while we read: what came so far is what there is.
            return false;
        }
        return true;
    }
}
