package dev.muster.daemon.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void theFirstDelayIsAtMostAFifthOfASecond() {
        assertThat(BackOff.delay(0, 0.999)).isBetween(Duration.ofMillis(195), Duration.ofMillis(200));
    }

    @Test
    void eachAttemptDoublesUpToTenSeconds() {
        assertThat(BackOff.delay(1, 0)).isEqualTo(Duration.ofMillis(200));
        assertThat(BackOff.delay(4, 0)).isEqualTo(Duration.ofMillis(1600));
        assertThat(BackOff.delay(6, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(BackOff.delay(6, 0.9999)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(BackOff.delay(Integer.MAX_VALUE, 0.9999)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void chanceSpreadsDaemonsOverHalfOfTheDelay() {
        assertThat(BackOff.delay(5, 0.25)).isEqualTo(Duration.ofMillis(3200 + 800));
    }
}
