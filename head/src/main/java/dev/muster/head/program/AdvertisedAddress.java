package dev.muster.head.program;

import dev.muster.head.api.HeadLocation;

/** The address of the head, as nodes reach it. The port is known once the head listens. */
final class AdvertisedAddress {
    private final HeadLocation location;
    private volatile int port;

    AdvertisedAddress(HeadLocation location) {
        this.location = location;
    }

    void listensOn(int newPort) {
        port = newPort;
    }

    /** Returns {@code host:port}. */
    String text() {
        return location.address() + ":" + port;
    }
}
