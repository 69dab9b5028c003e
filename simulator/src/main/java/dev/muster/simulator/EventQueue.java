package dev.muster.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What is due when; things due at one time happen in the order they were entered. Simulated time jumps from one to the next. */
final class EventQueue {
    private record Due(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private long entered;
    private Instant now;

    EventQueue(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    void at(Instant when, Runnable what) {
        queue.add(new Due(when.isBefore(now) ? now : when, entered++, what));
    }

    /** Does the next thing that is due up to {@code end}; false where there is none. {@code timePasses} hears of each jump before it. */
    boolean step(Instant end, Consumer<Instant> timePasses) {
        Due next = queue.peek();
        if (next == null || next.at().isAfter(end)) {
            timePasses.accept(end);
            now = end;
            return false;
        }
        if (next.at().isAfter(now)) {
            timePasses.accept(next.at());
            now = next.at();
        }
        queue.remove();
        next.what().run();
        return true;
    }
}
