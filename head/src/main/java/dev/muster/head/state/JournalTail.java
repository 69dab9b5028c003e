package dev.muster.head.state;

import dev.muster.core.event.Event;
import java.util.ArrayDeque;
import java.util.List;

/** The newest lines of the journal, in memory, so that watchers do not read the database. */
final class JournalTail {
    private static final int MAX_EVENTS = 2000;

    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long last;

    JournalTail(long last) {
        this.last = last;
    }

    synchronized void append(List<Event> written) {
        if (written.isEmpty()) {
            return;
        }
        events.addAll(written);
        last = written.getLast().sequence();
        while (events.size() > MAX_EVENTS) {
            events.removeFirst();
        }
        notifyAll();
    }

    /** Whether it has all lines after this number. */
    synchronized boolean hasAllAfter(long sequence) {
        return sequence >= last - events.size();
    }

    synchronized List<Event> after(long sequence, int limit) {
        return events.stream()
                .filter(event -> event.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    /** Waits until there is a line after this number or the time is over; may return early. */
    @SuppressWarnings("WaitNotInLoop")
    synchronized void await(long sequence, long millis) throws InterruptedException {
        if (last <= sequence) {
            wait(millis);
        }
    }
}
