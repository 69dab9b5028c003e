package dev.muster.head.program;

import dev.muster.head.state.Store;

/** Exchanges files in the head's folder with commands on the head's host. Every change of a node has a journal line, so a new line is the moment to look. */
final class FileExchange {
    private static final long MAX_WAIT_MILLIS = 1000;

    private final Store store;
    private final AddressBook addresses;
    private final StopRequestFile stopRequest;

    FileExchange(Store store, AddressBook addresses, StopRequestFile stopRequest) {
        this.store = store;
        this.addresses = addresses;
        this.stopRequest = stopRequest;
    }

    /** Runs until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            long seen = store.state().lastSequence();
            addresses.write();
            stopRequest.process();
            store.awaitJournal(seen, MAX_WAIT_MILLIS);
        }
    }
}
