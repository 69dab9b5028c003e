package dev.muster.head.api;

import dev.muster.core.event.Event;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.head.state.Store;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Follows the journal for a watcher. Each watcher reads at its own pace, and there is no queue that a slow one could fill. If a watcher is so slow that
 * lines were deleted which it has not read, the watch fails.
 */
final class JournalWatch {
    private static final int BATCH = 500;
    private static final long MAX_WAIT_MILLIS = 500;

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
            List<Event> events = store.journalAfter(position, BATCH);
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
                        "the head is ending", "its watchdog restarts it unless it was stopped: run 'cluster status'");
            }
            if (events.isEmpty()) {
                store.awaitJournal(position, MAX_WAIT_MILLIS);
            }
        }
    }

    private static RemoteFailure tooSlow() {
        return new RemoteFailure(
                "head",
                "this watcher is too slow: events were deleted before it read them",
                "run 'cluster monitor' again",
                true,
                List.of());
    }
}
