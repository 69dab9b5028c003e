package dev.muster.ssh.connect;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that may hang, done on a thread of its own so that the caller can always leave. */
public final class TimeLimited {
    private TimeLimited() {}

    /**
     * @param abort makes the work fail at once; called where the time is over or the caller was interrupted
     * @throws TimeoutException the time was over first
     * @throws ExecutionException the work's own failure
     */
    public static <T> T call(Executor threads, Duration limit, Callable<T> work, Runnable abort)
            throws InterruptedException, TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        threads.execute(task);
        try {
            return task.get(millis(limit), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            abort.run();
            task.cancel(true);
            throw e;
        }
    }

    /** Clamped: a deadline of a thousand years is no overflow. */
    public static long millis(Duration duration) {
        return duration.compareTo(Duration.ofDays(10_000)) > 0
                ? Duration.ofDays(10_000).toMillis()
                : duration.toMillis();
    }
}
