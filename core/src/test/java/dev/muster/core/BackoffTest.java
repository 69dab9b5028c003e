package dev.muster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration CAP = Duration.ofSeconds(10);
    private static final Backoff SPREAD = new Backoff(Duration.ofMillis(200), CAP, 0.5);

    @Test
    void doublesTheFirstDelayWithEachAttemptUpToTheCap() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

        assertThat(IntStream.rangeClosed(1, 9).mapToObj(backoff::delay).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void leavesTheGivenShareOfADelayToChance() {
        assertThat(SPREAD.delay(1, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(SPREAD.delay(1, 0.5)).isEqualTo(Duration.ofMillis(150));
        assertThat(SPREAD.delay(6, 0.25)).isEqualTo(Duration.ofMillis(3200 + 800));
    }

    @Test
    void neverExceedsTheCapHoweverManyAttemptsFailed() {
        assertThat(SPREAD.delay(Integer.MAX_VALUE, 0.9999)).isBetween(Duration.ofMillis(9_990), CAP);
        assertThat(SPREAD.delay(64, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(SPREAD.delay(33, 0)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void treatsAnAttemptBelowOneAsTheFirst() {
        assertThat(SPREAD.delay(0, 0)).isEqualTo(SPREAD.delay(1, 0));
        assertThat(SPREAD.delay(-5, 0)).isEqualTo(SPREAD.delay(1, 0));
    }

    @Test
    void doesNotOverflowWithALongCap() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofDays(365_000));

        assertThat(backoff.delay(63)).isEqualTo(Duration.ofDays(365_000));
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, CAP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofNanos(5), CAP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(CAP, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(CAP, CAP, 1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
