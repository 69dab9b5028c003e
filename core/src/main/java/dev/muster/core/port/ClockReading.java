package dev.muster.core.port;

import java.time.Duration;
import java.time.Instant;

/**
 * Both clocks at one moment.
 *
 * @param steady for timeouts: see {@link Time#now}
 * @param wall for what people read: see {@link Time#wallClock}
 */
public record ClockReading(Instant steady, Instant wall) {
    /** What the wall clock, as it is set now, would have shown at an instant of the steady clock. */
    public Instant toWall(Instant steadyInstant) {
        return wall.plus(Duration.between(steady, steadyInstant));
    }

    /** How far the wall clock was set forward since an older reading; negative where it was set back. */
    public Duration stepSince(ClockReading older) {
        return Duration.between(older.wall, wall).minus(Duration.between(older.steady, steady));
    }
}
