package dev.muster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FanOutTest {
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final CountDownLatch waiting = new CountDownLatch(1);

    @Test
    void keepsTheOrderOfTheTasks() throws Exception {
        List<Callable<Integer>> tasks = IntStream.range(0, 100)
                .<Callable<Integer>>mapToObj(i -> () -> i)
                .toList();

        assertThat(new FanOut(7).all(tasks))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void anErrorEndsARace() {
        Callable<Integer> fails = () -> {
            throw new StackOverflowError("too deep");
        };
        Callable<Integer> hangs = () -> {
            new CountDownLatch(1).await();
            return 1;
        };

        assertThatThrownBy(() -> FanOut.race(List.of(hangs, fails))).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> new FanOut(2).settle(List.of(hangs, fails))).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void neverRunsMoreThanTheLimitAtOnce() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Integer> task = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            return running.decrementAndGet();
        };

        new FanOut(3).all(Collections.nCopies(200, task));

        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void returnsEveryOutcomeWhereEachIsForItself() throws Exception {
        Callable<String> good = () -> "up";
        Callable<String> bad = () -> {
            throw new IllegalStateException("down");
        };

        List<TaskResult<String>> settled = new FanOut(2).settle(List.of(good, bad, good));

        assertThat(settled).hasSize(3);
        assertThat(settled.get(0)).isEqualTo(new TaskResult.Ok<>("up"));
        assertThat(settled.get(1)).isInstanceOf(TaskResult.Failed.class);
    }

    @Test
    void interruptsTheRestAtTheFirstFailureAndWaitsForIt() {
        Callable<String> failing = () -> {
            waiting.await();
            throw new IllegalStateException("first");
        };

        assertThatThrownBy(() -> new FanOut(2).all(List.of(this::waitForever, failing)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first");
        assertThat(interrupted).isTrue();
    }

    /** The first was over before the last had begun: what was thrown then was not its failure. */
    @Test
    void throwsTheFailureOfATaskThatIsOverBeforeTheOthersBegin() {
        List<Callable<String>> tasks = new ArrayList<>();
        tasks.add(() -> {
            throw new IllegalStateException("at once");
        });
        for (int task = 0; task < 50; task++) {
            tasks.add(() -> "never mind");
        }
        for (int round = 0; round < 200; round++) {
            assertThatThrownBy(() -> new FanOut(8).all(tasks))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("at once");
        }
    }

    @Test
    void throwsTheFirstFailureAlsoWhileTasksAreStillBeingStarted() {
        Callable<String> failing = () -> {
            throw new IllegalStateException("at once");
        };

        assertThatThrownBy(() -> new FanOut(10_000).all(Collections.nCopies(10_000, failing)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("at once");
    }

    @Test
    void letsTheFirstOfARaceDecideAndEndsTheOthers() throws Exception {
        Callable<String> quick = () -> {
            waiting.await();
            return "quick";
        };

        assertThat(FanOut.<String>race(List.of(this::waitForever, quick))).isEqualTo("quick");
        assertThat(interrupted).isTrue();
    }

    @Test
    void returnsTheValueOfATaskThatEndsWithinItsLimit() throws Exception {
        FanOut.Sleep forever = _ -> waitForever();

        assertThat(FanOut.within(Duration.ofSeconds(5), forever, () -> "done")).contains("done");
    }

    @Test
    void interruptsATaskThatExceedsItsLimit() throws Exception {
        AtomicReference<Duration> slept = new AtomicReference<>();
        FanOut.Sleep sleep = duration -> {
            waiting.await();
            slept.set(duration);
        };

        assertThat(FanOut.within(Duration.ofSeconds(5), sleep, this::waitForever))
                .isEmpty();
        assertThat(interrupted).isTrue();
        assertThat(slept).hasValue(Duration.ofSeconds(5));
    }

    @Test
    void throwsTheFailureOfATaskThatFailsWithinItsLimit() {
        FanOut.Sleep forever = _ -> waitForever();

        assertThatThrownBy(() -> FanOut.within(Duration.ofSeconds(5), forever, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    /** The others may take long to end, and what waits for them must not hide why they had to. */
    @Test
    void throwsTheFailureThatItKnowsWhenItIsInterruptedAfterwards() throws Exception {
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch callerInterrupted = new CountDownLatch(1);
        Callable<Integer> fails = () -> {
            waiting.await();
            throw new IllegalStateException("the cause");
        };
        Callable<Integer> slow = () -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ending.countDown();
                callerInterrupted.await();
            }
            return 1;
        };
        AtomicReference<Exception> outcome = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                new FanOut(2).all(List.of(slow, fails));
            } catch (Exception e) {
                outcome.set(e);
            }
        });
        ending.await();
        caller.interrupt();
        callerInterrupted.countDown();
        caller.join();

        assertThat(outcome.get()).hasMessage("the cause");
    }

    @Test
    void passesAnInterruptOfTheCallerOn() throws Exception {
        Thread caller = Thread.ofVirtual().unstarted(() -> {
            try {
                new FanOut(1).settle(List.<Callable<String>>of(this::waitForever));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        waiting.await();
        caller.interrupt();
        caller.join();

        assertThat(interrupted).isTrue();
    }

    private String waitForever() throws InterruptedException {
        try {
            waiting.countDown();
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
    }
}
