package dev.muster.ssh.connect;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does work that may hang on another thread, so that the caller can always continue. */
public final class TimeLimited {
    private TimeLimited() {}

    /**
     * Does the work and returns its result.
     *
     * @param abort makes the work fail immediately. It is called if the time limit has passed or the caller was interrupted.
     * @throws TimeoutException if the time limit has passed
     * @throws ExecutionException if the work fails
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

    /** Converts a duration to milliseconds, at most those of 10,000 days, so that a very long deadline does not overflow. */
    public static long millis(Duration duration) {
        return duration.compareTo(Duration.ofDays(10_000)) > 0
                ? Duration.ofDays(10_000).toMillis()
                : duration.toMillis();
    }
}
