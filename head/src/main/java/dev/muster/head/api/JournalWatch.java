package dev.muster.head.api;

import dev.muster.core.event.Event;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.head.state.Store;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Reads the journal on, each watcher at its own pace: there is no queue that a slow one could fill. One so slow that the journal was
 * shortened in between fails with a message.
 */
final class JournalWatch {
    private static final int AT_ONCE = 500;
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Store store;
    private final BooleanSupplier isClosing;

    JournalWatch(Store store, BooleanSupplier isClosing) {
        this.store = store;
        this.isClosing = isClosing;
    }

    void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException {
        long position = Math.clamp(afterSequence, 0, store.state().lastSequence());
        boolean hasBegun = false;
        while (true) {
            List<Event> events = store.journalAfter(position, AT_ONCE);
            if (hasBegun && !events.isEmpty() && events.getFirst().sequence() > position + 1) {
                throw tooSlow();
            }
            for (Event event : events) {
                if (!listener.test(event)) {
                    return;
                }
                position = event.sequence();
                hasBegun = true;
            }
            if (isClosing.getAsBoolean()) {
                throw new NoCluster(
                        "the head is ending", "its watchdog starts it again, unless it was stopped on purpose");
            }
            if (events.isEmpty()) {
                store.awaitJournal(position, LOOK_EVERY_MILLIS);
            }
        }
    }

    private static RemoteFailure tooSlow() {
        return new RemoteFailure(
                "head",
                "this watcher is too slow: events that it has not seen are gone",
                "watch again",
                true,
                List.of());
    }
}
