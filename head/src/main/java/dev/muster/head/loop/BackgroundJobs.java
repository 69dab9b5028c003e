package dev.muster.head.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Work in the background: at most one piece for each name, a bounded number at once, results taken by the loop. All methods are called by the loop's
 * thread alone; the executor runs the work.
 */
final class BackgroundJobs {
    private static final int LONG_AT_ONCE = 32;
    private static final int SHORT_AT_ONCE = 16;

    private final Executor executor;
    private final JobFailures failures;
    private final Runnable wake;
    private final Semaphore longOnes = new Semaphore(LONG_AT_ONCE);
    private final Semaphore shortOnes = new Semaphore(SHORT_AT_ONCE);
    private final Map<String, Lane> running = new HashMap<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    /** @param wake called when a result is there */
    BackgroundJobs(Executor executor, JobFailures failures, Runnable wake) {
        this.executor = executor;
        this.failures = failures;
        this.wake = wake;
    }

    record Ended(String name, NodeJob stage, JobResult result) {}

    Optional<NodeJob> running(String name) {
        return Optional.ofNullable(running.get(name)).map(lane -> lane.stage);
    }

    Optional<Instant> since(String name) {
        return Optional.ofNullable(running.get(name)).map(lane -> lane.since);
    }

    void start(String name, NodeJob stage, Instant now, Callable<JobResult> work) {
        Lane lane = new Lane(name, stage, now, work);
        running.put(name, lane);
        executor.execute(lane);
    }

    /** Asks the work to end; its result comes as every other. */
    void interrupt(String name) {
        Lane lane = running.get(name);
        if (lane != null) {
            lane.interrupt();
        }
    }

    void interruptAll() {
        running.values().forEach(Lane::interrupt);
    }

    /** What ended since the last call. */
    List<Ended> take() {
        List<Ended> taken = new ArrayList<>();
        for (Ended one = ended.poll(); one != null; one = ended.poll()) {
            running.remove(one.name());
            taken.add(one);
        }
        return taken;
    }

    private final class Lane implements Runnable {
        private final String name;
        private final NodeJob stage;
        private final Instant since;
        private final Callable<JobResult> work;
        private @Nullable Thread thread;
        private boolean interrupted;

        Lane(String name, NodeJob stage, Instant since, Callable<JobResult> work) {
            this.name = name;
            this.stage = stage;
            this.since = since;
            this.work = work;
        }

        @Override
        public void run() {
            begin();
            JobResult result = attempt();
            end();
            ended.add(new Ended(name, stage, result));
            wake.run();
        }

        @SuppressWarnings("CatchingUnchecked")
        private JobResult attempt() {
            Semaphore slots = stage.isLong() ? longOnes : shortOnes;
            try {
                slots.acquire();
                try {
                    return work.call();
                } finally {
                    slots.release();
                }
            } catch (Exception e) {
                return failures.told(name, stage, e);
            }
        }

        private synchronized void begin() {
            thread = Thread.currentThread();
            if (interrupted) {
                thread.interrupt();
            }
        }

        /** After it, no interrupt of Muster's reaches the thread any more. */
        private synchronized void end() {
            thread = null;
            Thread.interrupted();
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
