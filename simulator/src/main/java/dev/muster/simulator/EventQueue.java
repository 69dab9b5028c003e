package dev.muster.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** The events of a simulation in order of time. Events of the same time run in the order in which they were added. Simulated time jumps from one event to the next. */
final class EventQueue {
    private record Due(Instant at, long order, Runnable action) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private long added;
    private Instant now;

    EventQueue(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    /** Runs the action at that time, or now if that time has passed. */
    void at(Instant when, Runnable action) {
        queue.add(new Due(when.isBefore(now) ? now : when, added++, action));
    }

    /** Runs the next event up to {@code end}; returns false if there is none. Before each jump in time, {@code timePasses} gets the new time. */
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
        next.action().run();
        return true;
    }
}
