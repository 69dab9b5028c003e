package dev.muster.head.job;

import java.time.Duration;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in the background: at most one for each name and a bounded number at once. The loop collects their results. Only the loop's thread calls the
 * methods; the executor runs the work.
 */
public final class BackgroundJobs {
    private static final int MAX_SET_UPS = 32;
    private static final int MAX_OTHERS = 16;
    private static final int MAX_SLOW = 64;
    private static final Duration SLOW = Duration.ofMinutes(5);

    private final Executor executor;
    private final Supplier<Instant> clock;
    private final Runnable wakeup;
    private final Semaphore setUpSlots = new Semaphore(MAX_SET_UPS);
    private final Semaphore slowSlots = new Semaphore(MAX_SLOW);
    private final Semaphore otherSlots = new Semaphore(MAX_OTHERS);
    private final Map<String, Job> running = new HashMap<>();
    private final ConcurrentLinkedQueue<EndedJob> ended = new ConcurrentLinkedQueue<>();

    /**
     * @param executor runs each job in a thread of its own
     * @param clock the steady clock
     * @param wakeup is called when a job has ended
     */
    public BackgroundJobs(Executor executor, Supplier<Instant> clock, Runnable wakeup) {
        this.executor = executor;
        this.clock = clock;
        this.wakeup = wakeup;
    }

    /** A job that has ended, with its result. */
    public record EndedJob(String name, JobKind kind, JobResult result) {}

    /** Returns the kind of the job that runs under this name; empty if none does. */
    public Optional<JobKind> running(String name) {
        return Optional.ofNullable(running.get(name)).map(job -> job.kind);
    }

    /** Returns since when the job under this name works. Empty while it waits for others to end. */
    public Optional<Instant> workingSince(String name) {
        return Optional.ofNullable(running.get(name)).flatMap(Job::workingSince);
    }

    /** Whether a node of this name is being set up. What it was set up with is known when the job has ended. */
    public boolean isSettingUp(String name) {
        return running(name).filter(JobKind::isSetUp).isPresent();
    }

    /** Starts a job. The caller has checked that none runs under this name. */
    public void start(String name, JobKind kind, Callable<JobResult> work) {
        Job job = new Job(name, kind, work);
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

    /**
     * Interrupts the job because it takes longer than a limit: its result is then {@link JobResult.TimedOut}. Calls after the first have no effect.
     */
    public void timeOut(String name, Duration limit) {
        Job job = running.get(name);
        if (job != null) {
            job.timeOut(limit);
        }
    }

    /**
     * Lets other set-ups begin beside those that work for minutes already. Such a set-up waits for its host, which costs the head nothing: hosts that hang
     * must not hold up the others.
     */
    public void letOthersBegin() {
        Instant begunBefore = clock.get().minus(SLOW);
        running.values().forEach(job -> job.moveAsideIfBegunBefore(begunBefore));
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
        private final Callable<JobResult> work;
        private @Nullable Thread thread;
        private @Nullable Semaphore slots;
        private @Nullable Instant workingSince;
        private @Nullable Duration exceededLimit;
        private boolean interrupted;

        Job(String name, JobKind kind, Callable<JobResult> work) {
            this.name = name;
            this.kind = kind;
            this.work = work;
        }

        @Override
        public void run() {
            begin();
            JobResult result = JobFailures.unfinished();
            try {
                result = attempt();
            } catch (Error e) {
                result = JobFailures.toResult(name, kind, e);
                if (e instanceof OutOfMemoryError) {
                    throw e; // The owner of the executor ends the process.
                }
            } finally {
                ended.add(new EndedJob(name, kind, end(result)));
                wakeup.run();
            }
        }

        @SuppressWarnings("CatchingUnchecked")
        private JobResult attempt() {
            try {
                takeSlot(kind.isSetUp() ? setUpSlots : otherSlots);
                try {
                    return work.call();
                } finally {
                    returnSlot();
                }
            } catch (Exception e) {
                return JobFailures.toResult(name, kind, e);
            }
        }

        private void takeSlot(Semaphore from) throws InterruptedException {
            from.acquire();
            synchronized (this) {
                slots = from;
                workingSince = clock.get();
            }
        }

        private synchronized void returnSlot() {
            if (slots != null) {
                slots.release();
                slots = null;
            }
        }

        synchronized void moveAsideIfBegunBefore(Instant limit) {
            boolean isSlow = workingSince != null && !workingSince.isAfter(limit);
            if (isSlow && slots == setUpSlots && slowSlots.tryAcquire()) {
                returnSlot();
                slots = slowSlots;
            }
        }

        synchronized Optional<Instant> workingSince() {
            return Optional.ofNullable(workingSince);
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
            Duration limit = exceededLimit;
            return limit != null && result instanceof JobResult.Interrupted ? new JobResult.TimedOut(limit) : result;
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        synchronized void timeOut(Duration limit) {
            if (exceededLimit == null) {
                exceededLimit = limit;
                interrupt();
            }
        }
    }
}
