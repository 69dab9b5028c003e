package dev.muster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.Time;
import dev.muster.daemon.behaviour.Renewal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private Instant wall = Instant.parse("2026-03-01T12:00:00Z");
    private long nanos = 5;
    private final SteadyTime time = new SteadyTime(new Wall(), () -> nanos);

    @Test
    void aClockThatIsSetBackDoesNotTurnTimeBack() {
        wall = wall.minus(Duration.ofHours(1));
        nanos += 2_000_000_000L;
        assertThat(time.now()).isEqualTo(Instant.parse("2026-03-01T12:00:02Z"));
    }

    @Test
    void followsAMachineThatHasSlept() {
        wall = wall.plus(Duration.ofDays(1));
        assertThat(time.now()).isEqualTo(Instant.parse("2026-03-02T12:00:00Z"));
    }

    @Test
    void aCertificateIsNotDueForEverBecauseTheClockWasAheadForAWhile() {
        wall = wall.plus(Duration.ofDays(365));
        time.now();
        wall = wall.minus(Duration.ofDays(365));

        Renewal renewal = EffectRunner.renewal(wall.plus(Duration.ofDays(20)), time);

        assertThat(Duration.between(time.now(), renewal.due())).isEqualTo(Duration.ofDays(20));
    }

    private final class Wall implements Time {
        @Override
        public Instant now() {
            return wall;
        }

        @Override
        public Instant wallClock() {
            return wall;
        }

        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double chance() {
            return 0;
        }
    }
}
