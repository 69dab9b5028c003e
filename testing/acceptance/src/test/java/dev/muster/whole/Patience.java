package dev.muster.whole;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** Waits for something to become true: looks often, and not for ever. {@code -Dmuster.whole.patience=3} triples every limit on a slow machine. */
final class Patience {
    private static final double SCALE = Double.parseDouble(System.getProperty("muster.whole.patience", "1"));
    private static final long PAUSE_MILLIS = 100;
    private static final long SHORT_PAUSE_MILLIS = 5;

    private Patience() {}

    static Duration scaled(Duration limit) {
        return Duration.ofMillis((long) (limit.toMillis() * SCALE));
    }

    /** @param complaints what is not as it should be; empty when all is */
    static void until(String what, Duration limit, Callable<List<String>> complaints) throws Exception {
        Instant end = Instant.now().plus(scaled(limit));
        List<String> last = complaints.call();
        while (!last.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                fail("not within %s: %s%n  %s", scaled(limit), what, String.join("\n  ", last));
            }
            Thread.sleep(PAUSE_MILLIS);
            last = complaints.call();
        }
    }

    /** @return whether it became true in time: for whoever goes on either way */
    static boolean comes(Duration limit, Callable<Boolean> condition) throws Exception {
        return seen(limit, PAUSE_MILLIS, condition);
    }

    /** Looks all the time, for what does not last. */
    static boolean caught(Duration limit, Callable<Boolean> condition) throws Exception {
        return seen(limit, SHORT_PAUSE_MILLIS, condition);
    }

    private static boolean seen(Duration limit, long pauseMillis, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(scaled(limit));
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(pauseMillis);
        }
        return true;
    }

    /** The fault's own time: how long somebody lets things go on before they disturb them, or how long a disturbance lasts. Nobody waits for anything here. */
    static void faultAfter(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    static void untilTrue(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        until(what, limit, () -> condition.call() ? List.of() : List.of("not yet"));
    }
}
