package dev.muster.daemon.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DialBackoffTest {
    @Test
    void theFirstDelayIsAtMostAFifthOfASecond() {
        assertThat(DialBackoff.delay(0, 0.999)).isBetween(Duration.ofMillis(195), Duration.ofMillis(200));
    }

    @Test
    void eachAttemptDoublesUpToTenSeconds() {
        assertThat(DialBackoff.delay(1, 0)).isEqualTo(Duration.ofMillis(200));
        assertThat(DialBackoff.delay(4, 0)).isEqualTo(Duration.ofMillis(1600));
        assertThat(DialBackoff.delay(6, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(DialBackoff.delay(6, 0.9999)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(DialBackoff.delay(Integer.MAX_VALUE, 0.9999)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void chanceSpreadsDaemonsOverHalfOfTheDelay() {
        assertThat(DialBackoff.delay(5, 0.25)).isEqualTo(Duration.ofMillis(3200 + 800));
    }
}
