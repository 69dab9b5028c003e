package dev.muster.client.up;

import dev.muster.client.ClusterRef;
import dev.muster.client.DownRequest;
import dev.muster.client.UpIsRunning;
import dev.muster.client.head.HeadHost;
import dev.muster.core.FanOut;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Allows one {@code up} at a time with a lock on the head's host. A shell on the host holds the lock while the work on this machine runs.
 *
 * @param operator who runs this {@code up}
 * @param endsOther whether another {@code up} that holds the lock is ended
 * @param reference refers to the cluster in hints
 * @param ending how to end the other {@code up} and go on, for hints
 * @param longest how long the lock is held, or asked for, at most
 */
public record UpLock(
        RemoteHost host,
        String root,
        String cluster,
        String operator,
        boolean endsOther,
        ClusterRef reference,
        String ending,
        Duration longest) {
    private static final int HELD_BY_ANOTHER = 75;
    private static final KeyValueText HOLDER = new KeyValueText("muster-up 1", 100, 1000, _ -> true);
    private static final KeyValueText LOCKED = new KeyValueText("locked", 100, 1000, _ -> true);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    static UpLock of(RemoteHost headHost, String root, UpSpec spec) {
        return new UpLock(
                headHost,
                root,
                spec.config().name(),
                spec.submission().requestedBy(),
                spec.request().allowed().endOther(),
                spec.request().cluster(),
                "end it: " + spec.request().cluster().command("up") + " --end-other",
                LONGEST);
    }

    /**
     * Refuses to go on while an {@code up} runs, or ends it if the request says so: it would create again what {@code down} removes.
     *
     * @param root the root on the head's host
     */
    public static void requireFree(HeadHost head, String root, DownRequest request) throws InterruptedException {
        UpLock lock = new UpLock(
                head.host(),
                root,
                head.config().name(),
                request.requestedBy(),
                request.force(),
                request.cluster(),
                "end it and all running work: " + request.cluster().command("down") + " --force",
                SOON);
        try {
            lock.whileHeld(() -> true);
        } catch (UpIsRunning running) {
            // By force the cluster is taken down also where the other 'up' runs out of reach.
            if (!request.force()) {
                throw running;
            }
        } catch (RemoteFailure noLock) {
            // A disk that is full, say, must not keep anybody from taking the cluster down.
        }
    }

    /**
     * Runs the work while it holds the lock. Throws {@link UpIsRunning} with the holder if another {@code up} holds it. What fails in the work is the
     * cause: the lock's own connection may break with it. If the lock is lost, the connection to the host is closed before the work is interrupted,
     * because another {@code up} may work there by then.
     */
    <T> T whileHeld(Callable<T> work) throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        AtomicReference<@Nullable RuntimeException> cause = new AtomicReference<>();
        Callable<Optional<T>> holder = () -> {
            RunResult result = hold(locked, finished);
            if (finished.getCount() > 0) {
                RuntimeException lost = lost(result);
                cause.set(lost);
                host.close();
                throw lost;
            }
            return Optional.empty();
        };
        Callable<Optional<T>> worker = () -> {
            locked.await();
            try {
                return Optional.of(work.call());
            } catch (RuntimeException e) {
                cause.compareAndSet(null, e);
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

    private RunResult hold(CountDownLatch locked, CountDownLatch finished) throws InterruptedException {
        Map<String, String> variables = Map.of(
                "root", root, "cluster", cluster, "who", HostText.line(operator), "end", endsOther ? "yes" : "no");
        String script = ShellScript.of(BootstrapScript.UP_LOCK, variables).text();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        OutputSink firstOutput = (stream, bytes, length) -> {
            boolean answers = stream == OutputSink.Stream.OUT && length > 0 && isFirst.getAndSet(false);
            if (answers && bytes[0] == 'l') {
                locked.countDown();
            }
        };
        RunResult result = host.run(new RemoteCommand(script, () -> new LatchInput(finished), longest, firstOutput));
        if (result.exitCode() == HELD_BY_ANOTHER) {
            throw running(result.out());
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
        return result;
    }

    private UpIsRunning running(String out) {
        Map<String, String> facts = KeyValueText.firstOfEach(HOLDER.parse(out).orElse(List.of()));
        StringBuilder message = new StringBuilder(
                "another 'up' of " + cluster + " is running: " + HostText.line(facts.getOrDefault("held", "unknown"))
                        + " started it " + time(facts.get("seconds")) + " ago");
        if (facts.containsKey("step")) {
            message.append("\nhead: '")
                    .append(HostText.line(facts.get("step")))
                    .append("' has been running for ")
                    .append(time(facts.get("step_seconds")));
        }
        return new UpIsRunning(
                message.toString(),
                facts.containsKey("elsewhere")
                        ? "it runs under another login, or holds the lock from another host: end it there"
                        : "wait until it ends, or " + ending);
    }

    private static String time(@Nullable String seconds) {
        boolean isNumber = seconds != null && seconds.matches("[0-9]{1,9}");
        return isNumber ? LongSteps.describe(Duration.ofSeconds(Long.parseLong(seconds))) : "an unknown time";
    }

    private RuntimeException lost(RunResult result) {
        Map<String, String> facts =
                KeyValueText.firstOfEach(LOCKED.parse(result.out()).orElse(List.of()));
        return Optional.ofNullable(facts.get("ended_by"))
                .<RuntimeException>map(who -> new UserError(
                        HostText.line(who) + " ended this 'up'", "see what happened: " + reference.command("status")))
                .orElseGet(() -> new RemoteFailure(
                        host.name(),
                        host.name() + ": the process that held the lock of 'up' was ended there",
                        "run the command again",
                        false,
                        List.of()));
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
