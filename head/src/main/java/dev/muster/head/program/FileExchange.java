package dev.muster.head.program;

import dev.muster.core.port.Time;
import dev.muster.head.state.Store;
import java.time.Duration;
import java.time.Instant;

/** Exchanges files in the head's folder with commands on the head's host. Every change of a node has a journal line, so a new line is the moment to look. */
final class FileExchange {
    private static final long MAX_WAIT_MILLIS = 1000;
    private static final Duration PRUNING_INTERVAL = Duration.ofMinutes(10);

    private final Store store;
    private final AddressBook addresses;
    private final StopRequestFile stopRequest;
    private final StepLogPruning pruning;
    private final Time time;

    FileExchange(Store store, AddressBook addresses, StopRequestFile stopRequest, StepLogPruning pruning, Time time) {
        this.pruning = pruning;
        this.time = time;
        this.store = store;
        this.addresses = addresses;
        this.stopRequest = stopRequest;
    }

    /** Runs until it is interrupted. */
    void run() throws InterruptedException {
        Instant prunedAt = Instant.MIN;
        while (true) {
            if (!time.now().isBefore(prunedAt.plus(PRUNING_INTERVAL))) {
                pruning.run(store.state());
                prunedAt = time.now();
            }
            long seen = store.state().lastSequence();
            addresses.write();
            stopRequest.process();
            store.awaitJournal(seen, MAX_WAIT_MILLIS);
        }
    }
}
