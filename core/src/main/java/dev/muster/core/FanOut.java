package dev.muster.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in parallel on virtual threads, at most {@code limit} at the same time. Every method returns only when all its tasks have
 * ended, and keeps the order of the tasks in its results. If the caller is interrupted, all tasks are interrupted, and {@link
 * InterruptedException} is thrown when they have ended, unless one had failed before: that failure is the cause. No other code starts threads for a bounded piece of work.
 */
public final class FanOut {
    private final int limit;

    public FanOut(int limit) {
        this.limit = limit;
    }

    /** Returns all values, or none: the first failure interrupts the other tasks and is thrown, with later failures suppressed in it. */
    public <T> List<T> all(List<? extends Callable<T>> tasks) throws InterruptedException {
        List<T> values = new ArrayList<>();
        for (TaskResult<T> settled : run(tasks, true)) {
            switch (settled) {
                case TaskResult.Ok<T>(T value) -> values.add(value);
                case TaskResult.Failed<T>(Exception failure) -> throw rethrown(failure);
            }
        }
        return values;
    }

    /** Runs every task to its end, and returns failures in place of values. */
    public <T> List<TaskResult<T>> settle(List<? extends Callable<T>> tasks) throws InterruptedException {
        return run(tasks, false);
    }

    /**
     * Runs all tasks at once, without a limit. The first task that ends decides: its value is returned or its failure thrown. The others
     * are interrupted, and their outcome is ignored.
     */
    public static <T> T race(List<? extends Callable<T>> tasks) throws InterruptedException {
        AtomicReference<@Nullable TaskResult<T>> winner = new AtomicReference<>();
        AtomicReference<@Nullable Error> error = new AtomicReference<>();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch ended = new CountDownLatch(1);
            for (Callable<T> task : tasks) {
                var unused = lanes.submit(() -> {
                    try {
                        winner.compareAndSet(null, settled(task));
                    } catch (Error e) {
                        error.compareAndSet(null, e);
                    } finally {
                        ended.countDown();
                    }
                });
            }
            try {
                ended.await();
            } finally {
                lanes.shutdownNow();
            }
        }
        Error thrown = error.get();
        if (thrown != null) {
            throw thrown;
        }
        return switch (Objects.requireNonNull(winner.get())) {
            case TaskResult.Ok<T>(T value) -> value;
            case TaskResult.Failed<T>(Exception failure) -> throw rethrown(failure);
        };
    }

    /**
     * Runs one task with a time limit. When the limit has passed, the task is interrupted and waited for, so a task that ignores
     * interrupts takes longer. A failure of the task is thrown.
     *
     * @param sleep {@code time::sleep}
     * @return empty if the limit passed first
     */
    public static <T> Optional<T> within(Duration limit, Sleep sleep, Callable<T> task) throws InterruptedException {
        Callable<Optional<T>> work = () -> Optional.of(task.call());
        Callable<Optional<T>> timer = () -> {
            sleep.sleep(limit);
            return Optional.empty();
        };
        return race(List.of(work, timer));
    }

    /** How {@link #within} waits: the system's time, or a test's. */
    @FunctionalInterface
    public interface Sleep {
        void sleep(Duration duration) throws InterruptedException;
    }

    private static <T> TaskResult<T> settled(Callable<T> task) {
        try {
            return new TaskResult.Ok<>(task.call());
        } catch (Exception e) {
            return new TaskResult.Failed<>(e);
        }
    }

    private <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks, boolean stopAtFailure)
            throws InterruptedException {
        Semaphore slots = new Semaphore(limit);
        FirstFailure first = new FirstFailure();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                Callable<T> lane = () -> {
                    slots.acquire();
                    try {
                        return task.call();
                    } catch (Exception e) {
                        if (stopAtFailure && first.isFirst(e)) {
                            lanes.shutdownNow();
                        }
                        throw e;
                    } catch (Error e) {
                        lanes.shutdownNow();
                        throw e;
                    } finally {
                        slots.release();
                    }
                };
                try {
                    futures.add(lanes.submit(lane));
                } catch (RejectedExecutionException e) {
                    break; // A task has failed, so the remaining ones need not start.
                }
            }
            List<TaskResult<T>> results = collect(futures, lanes);
            return first.failure == null ? results : List.of(new TaskResult.Failed<>(first.failure));
        } catch (InterruptedException e) {
            if (first.failure == null || first.failure instanceof InterruptedException) {
                throw e;
            }
            Thread.currentThread().interrupt();
            return List.of(new TaskResult.Failed<>(first.failure));
        }
    }

    private static <T> List<TaskResult<T>> collect(List<Future<T>> futures, ExecutorService lanes)
            throws InterruptedException {
        List<TaskResult<T>> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(new TaskResult.Ok<>(future.get()));
            } catch (ExecutionException e) {
                results.add(new TaskResult.Failed<>(asException(e.getCause())));
            } catch (InterruptedException e) {
                lanes.shutdownNow();
                throw e;
            }
        }
        return results;
    }

    private static Exception asException(@Nullable Throwable cause) {
        return switch (cause) {
            case Exception exception -> exception;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }

    private static RuntimeException rethrown(Exception failure) throws InterruptedException {
        return switch (failure) {
            case RuntimeException runtime -> runtime;
            case InterruptedException interrupted -> throw interrupted;
            default -> new IllegalStateException(failure);
        };
    }

    private static final class FirstFailure {
        private volatile @Nullable Exception failure;

        synchronized boolean isFirst(Exception candidate) {
            Exception known = failure;
            if (known == null) {
                failure = candidate;
                return true;
            }
            known.addSuppressed(candidate);
            return false;
        }
    }
}
