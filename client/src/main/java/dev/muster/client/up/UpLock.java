package dev.muster.client.up;

import dev.muster.core.FanOut;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Allows one {@code up} at a time with a lock on the head's host. A shell on the host holds the lock while the work on this machine runs. */
record UpLock(RemoteHost host, String root, String cluster, String operator) {
    private static final int HELD_BY_ANOTHER = 75;
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Runs the work while it holds the lock. Throws {@link UserError} with the holder if another {@code up} holds it. What fails in the work is the
     * cause: the lock's own connection may break with it.
     */
    <T> T whileHeld(Callable<T> work) throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        AtomicReference<@Nullable RuntimeException> cause = new AtomicReference<>();
        Callable<Optional<T>> holder = () -> {
            hold(locked, finished);
            return Optional.empty();
        };
        Callable<Optional<T>> worker = () -> {
            locked.await();
            try {
                return Optional.of(work.call());
            } catch (RuntimeException e) {
                cause.set(e);
                throw e;
            } finally {
                finished.countDown();
            }
        };
        try {
            return new FanOut(2).all(List.of(worker, holder)).getFirst().orElseThrow();
        } catch (RuntimeException e) {
            throw Objects.requireNonNullElse(cause.get(), e);
        }
    }

    private void hold(CountDownLatch locked, CountDownLatch finished) throws InterruptedException {
        Map<String, String> variables = Map.of("root", root, "cluster", cluster, "who", operator);
        String script = ShellScript.of(BootstrapScript.UP_LOCK, variables).text();
        OutputSink firstOutput = (stream, bytes, length) -> {
            if (stream == OutputSink.Stream.OUT && bytes[0] == 'l') {
                locked.countDown();
            }
        };
        RunResult result = host.run(new RemoteCommand(script, () -> new LatchInput(finished), LONGEST, firstOutput));
        if (result.exitCode() == HELD_BY_ANOTHER) {
            throw new UserError(
                    "another 'up' of " + cluster + " is running: "
                            + HostText.line(result.out().strip()),
                    "wait until it ends, then run the command again");
        }
        if (locked.getCount() > 0) {
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": cannot take the lock of 'up': "
                            + HostText.line(result.err().strip()),
                    "",
                    false,
                    List.of());
        }
        if (finished.getCount() > 0) {
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": the process that held the lock of 'up' was ended there",
                    "run the command again",
                    false,
                    List.of());
        }
    }

    /** An input that ends when the latch opens. */
    private static final class LatchInput extends InputStream {
        private final CountDownLatch latch;

        LatchInput(CountDownLatch latch) {
            this.latch = latch;
        }

        @Override
        public int read() throws IOException {
            try {
                latch.await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
