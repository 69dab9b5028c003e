package dev.muster.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Polls until a condition on real processes is true, for at most 20 s. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    public static void isTrue(String what, Callable<Boolean> condition) throws Exception {
        get(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    public static <T> T get(String what, Callable<Optional<T>> value) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = value.call();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("not within 20 s: " + what);
    }
}
