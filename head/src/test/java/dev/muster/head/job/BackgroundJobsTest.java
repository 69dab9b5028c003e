package dev.muster.head.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.head.job.BackgroundJobs.EndedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackgroundJobsTest {
    private static final String NODE = "cpu-1";
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Callable<JobResult> WORK = () -> new JobResult.SetUp("r1");

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private int wakeups;
    private volatile Instant now = Instant.EPOCH;
    private final BackgroundJobs jobs = new BackgroundJobs(threads::add, () -> now, () -> wakeups++);

    private void start(JobKind kind, Callable<JobResult> work) {
        jobs.start(NODE, kind, work);
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.poll().run();
        }
    }

    @Test
    void runsUntilItsResultIsCollected() {
        start(JobKind.SET_UP, WORK);
        assertThat(jobs.running(NODE)).contains(JobKind.SET_UP);
        assertThat(jobs.isSettingUp(NODE)).isTrue();
        assertThat(jobs.collect()).isEmpty();

        runThreads();
        assertThat(wakeups).isEqualTo(1);
        assertThat(jobs.running(NODE)).contains(JobKind.SET_UP);
        assertThat(jobs.collect()).containsExactly(new EndedJob(NODE, JobKind.SET_UP, new JobResult.SetUp("r1")));
        assertThat(jobs.running(NODE)).isEmpty();
        assertThat(jobs.isSettingUp(NODE)).isFalse();
    }

    @Test
    void reportsAnInterruptedJob() {
        start(JobKind.CREATE, WORK);
        jobs.interrupt(NODE);

        assertThat(results()).containsExactly(new JobResult.Interrupted());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void reportsAJobThatTookTooLong() {
        start(JobKind.SET_UP, WORK);
        jobs.timeOut(NODE, LIMIT);
        jobs.timeOut(NODE, Duration.ofHours(1));

        assertThat(results()).containsExactly(new JobResult.TimedOut(LIMIT));
    }

    /** The job failed at the moment when it was interrupted. That must not keep the next attempt from being timed out. */
    @Test
    void timesOutTheNextAttemptOfAJobThatFailedWhenItTookTooLong() {
        RemoteFailure failure = RemoteFailure.unreachable("h1", "h1 is unreachable");
        start(JobKind.SET_UP, () -> {
            jobs.timeOut(NODE, LIMIT);
            throw failure;
        });
        assertThat(results()).first().isInstanceOf(JobResult.Failed.class);

        start(JobKind.SET_UP, WORK);
        jobs.timeOut(NODE, LIMIT);
        assertThat(results()).containsExactly(new JobResult.TimedOut(LIMIT));
    }

    /** The name must be free again, or the node, the listing or the maintenance would stand still until the head's restart. */
    @Test
    void anErrorEndsTheJobOnly() {
        start(JobKind.LIST, () -> {
            throw new StackOverflowError("too deep");
        });

        assertThat(results())
                .singleElement()
                .isInstanceOfSatisfying(
                        JobResult.Failed.class,
                        failed -> assertThat(failed.error()).contains("internal error", "too deep"));
        assertThat(jobs.running(NODE)).isEmpty();
        assertThat(wakeups).isEqualTo(1);
    }

    @Test
    void passesOnThatTheMemoryIsExhausted() {
        start(JobKind.CREATE, () -> {
            throw new OutOfMemoryError("heap");
        });

        assertThatThrownBy(this::runThreads).isInstanceOf(OutOfMemoryError.class);
        assertThat(jobs.collect()).hasSize(1);
    }

    @Test
    void doesNotCountTheTimeInWhichASetUpWaitsForOthers() throws Exception {
        try (BusySlots busy = new BusySlots()) {
            busy.start(33);
            now = now.plus(Duration.ofHours(1));

            assertThat(busy.working()).isEqualTo(32);
            busy.endOne();
            await(() -> busy.working() == 32 && busy.begun() == 33);
            assertThat(busy.newest()).contains(now);
        }
    }

    /** Hosts that hang must not hold up the others until their set-up is timed out. */
    @Test
    void lets64MoreSetUpsBeginWhileOthersHang() throws Exception {
        try (BusySlots busy = new BusySlots()) {
            busy.start(200);
            busy.jobs.letOthersBegin();
            assertThat(busy.begun()).isEqualTo(32);

            for (int expected : new int[] {64, 96, 96}) {
                now = now.plus(Duration.ofMinutes(5));
                busy.jobs.letOthersBegin();
                await(() -> busy.begun() == expected);
            }
            busy.endOne();
            await(() -> {
                busy.jobs.letOthersBegin();
                return busy.begun() == 97;
            });
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time is over").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Set-ups that work until the test ends them. */
    private final class BusySlots implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final BackgroundJobs jobs = new BackgroundJobs(threads, () -> now, () -> {});
        private final Semaphore ends = new Semaphore(0);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private int count;

        void start(int number) {
            count = number;
            for (int i = 0; i < number; i++) {
                jobs.start("cpu-" + i, JobKind.SET_UP, () -> {
                    begun.incrementAndGet();
                    ends.acquire();
                    ended.incrementAndGet();
                    return new JobResult.SetUp("r1");
                });
            }
            await(() -> begun.get() == 32);
        }

        void endOne() {
            ends.release();
        }

        int begun() {
            return begun.get();
        }

        long working() {
            return begun.get() - ended.get();
        }

        Optional<Instant> newest() {
            return IntStream.range(0, count)
                    .mapToObj(i -> jobs.workingSince("cpu-" + i))
                    .flatMap(Optional::stream)
                    .max(Comparator.naturalOrder());
        }

        @Override
        public void close() {
            jobs.interruptAll();
            threads.close();
        }
    }

    private List<JobResult> results() {
        runThreads();
        return jobs.collect().stream().map(EndedJob::result).toList();
    }
}
