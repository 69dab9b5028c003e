package dev.muster.head.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.head.job.BackgroundJobs.EndedJob;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class BackgroundJobsTest {
    private static final String NODE = "cpu-1";
    private static final Callable<JobResult> WORK = () -> new JobResult.SetUp("r1");

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private int wakeups;
    private final BackgroundJobs jobs = new BackgroundJobs(threads::add, () -> wakeups++);

    private void start(JobKind kind, Callable<JobResult> work) {
        jobs.start(NODE, kind, Instant.EPOCH, work);
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
        jobs.timeOut(NODE);
        jobs.timeOut(NODE);

        assertThat(results()).containsExactly(new JobResult.TimedOut());
    }

    /** The job failed at the moment when it was interrupted. That must not keep the next attempt from being timed out. */
    @Test
    void timesOutTheNextAttemptOfAJobThatFailedWhenItTookTooLong() {
        RemoteFailure failure = RemoteFailure.unreachable("h1", "h1 is unreachable");
        start(JobKind.SET_UP, () -> {
            jobs.timeOut(NODE);
            throw failure;
        });
        assertThat(results()).first().isInstanceOf(JobResult.Failed.class);

        start(JobKind.SET_UP, WORK);
        jobs.timeOut(NODE);
        assertThat(results()).containsExactly(new JobResult.TimedOut());
    }

    private List<JobResult> results() {
        runThreads();
        return jobs.collect().stream().map(EndedJob::result).toList();
    }
}
