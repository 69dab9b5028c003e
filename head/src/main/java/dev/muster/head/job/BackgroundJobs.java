package dev.muster.head.job;

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
 * Runs jobs in the background: at most one for each name and a bounded number at once. The loop collects their results. Only the loop's thread calls the
 * methods; the executor runs the work.
 */
public final class BackgroundJobs {
    private static final int MAX_SET_UPS = 32;
    private static final int MAX_OTHERS = 16;

    private final Executor executor;
    private final Runnable wakeup;
    private final Semaphore setUpSlots = new Semaphore(MAX_SET_UPS);
    private final Semaphore otherSlots = new Semaphore(MAX_OTHERS);
    private final Map<String, Job> running = new HashMap<>();
    private final ConcurrentLinkedQueue<EndedJob> ended = new ConcurrentLinkedQueue<>();

    /**
     * @param executor runs each job in a thread of its own
     * @param wakeup is called when a job has ended
     */
    public BackgroundJobs(Executor executor, Runnable wakeup) {
        this.executor = executor;
        this.wakeup = wakeup;
    }

    /** A job that has ended, with its result. */
    public record EndedJob(String name, JobKind kind, JobResult result) {}

    /** Returns the kind of the job that runs under this name; empty if none does. */
    public Optional<JobKind> running(String name) {
        return Optional.ofNullable(running.get(name)).map(job -> job.kind);
    }

    /** Returns when the job that runs under this name was started. */
    public Optional<Instant> startedAt(String name) {
        return Optional.ofNullable(running.get(name)).map(job -> job.startedAt);
    }

    /** Whether a node of this name is being set up. What it was set up with is known when the job has ended. */
    public boolean isSettingUp(String name) {
        return running(name).filter(JobKind::isSetUp).isPresent();
    }

    /** Starts a job. The caller has checked that none runs under this name. */
    public void start(String name, JobKind kind, Instant now, Callable<JobResult> work) {
        Job job = new Job(name, kind, now, work);
        running.put(name, job);
        executor.execute(job);
    }

    /** Interrupts the job. Its result is collected like any other. */
    public void interrupt(String name) {
        Job job = running.get(name);
        if (job != null) {
            job.interrupt();
        }
    }

    /** Interrupts the job because it takes too long: its result is then {@link JobResult.TimedOut}. Calls after the first have no effect. */
    public void timeOut(String name) {
        Job job = running.get(name);
        if (job != null) {
            job.timeOut();
        }
    }

    /** Interrupts all jobs, because the head ends. */
    public void interruptAll() {
        running.values().forEach(Job::interrupt);
    }

    /** Returns the jobs that have ended since the last call. */
    public List<EndedJob> collect() {
        List<EndedJob> collected = new ArrayList<>();
        for (EndedJob one = ended.poll(); one != null; one = ended.poll()) {
            running.remove(one.name());
            collected.add(one);
        }
        return collected;
    }

    private final class Job implements Runnable {
        private final String name;
        private final JobKind kind;
        private final Instant startedAt;
        private final Callable<JobResult> work;
        private @Nullable Thread thread;
        private boolean interrupted;
        private boolean timedOut;

        Job(String name, JobKind kind, Instant startedAt, Callable<JobResult> work) {
            this.name = name;
            this.kind = kind;
            this.startedAt = startedAt;
            this.work = work;
        }

        @Override
        public void run() {
            begin();
            JobResult result = attempt();
            ended.add(new EndedJob(name, kind, end(result)));
            wakeup.run();
        }

        @SuppressWarnings("CatchingUnchecked")
        private JobResult attempt() {
            Semaphore slots = kind.isSetUp() ? setUpSlots : otherSlots;
            try {
                slots.acquire();
                try {
                    return work.call();
                } finally {
                    slots.release();
                }
            } catch (Exception e) {
                return JobFailures.toResult(name, kind, e);
            }
        }

        private synchronized void begin() {
            thread = Thread.currentThread();
            if (interrupted) {
                thread.interrupt();
            }
        }

        /** After this call no interrupt for this job reaches the thread, which may go on to run another one. */
        private synchronized JobResult end(JobResult result) {
            thread = null;
            Thread.interrupted();
            return timedOut && result instanceof JobResult.Interrupted ? new JobResult.TimedOut() : result;
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        synchronized void timeOut() {
            if (!timedOut) {
                timedOut = true;
                interrupt();
            }
        }
    }
}
