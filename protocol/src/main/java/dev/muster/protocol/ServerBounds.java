package dev.muster.protocol;

import java.time.Duration;

/**
 * What a server takes from those who reach its port, besides the bounds of each message ({@link dev.muster.protocol.mapping.Bounds}).
 *
 * @param firstMessage how long a call may say nothing at all, such as a daemon its hello
 * @param connections at once, before and after they said who they are; one more is closed at once
 * @param handshakes of connections that have not proved who they are yet
 */
record ServerBounds(Duration firstMessage, int connections, Handshakes handshakes) {
    /** Twice five thousand nodes: each may come back before its old connection is known to be dead. */
    static final ServerBounds DEFAULT = new ServerBounds(Duration.ofSeconds(15), 10_000);

    ServerBounds(Duration firstMessage, int connections) {
        this(firstMessage, connections, Handshakes.DEFAULT);
    }

    /**
     * @param limit how long a handshake may take
     * @param bytes what a connection may send before its handshake is done
     * @param total how many may be under way at once
     * @param ofOneAddress how many of them may come from one address
     * @param ofThisMachine how many of them may come from the loopback: all daemons of a process cluster dial from there at once
     * @param evictable after this time a handshake gives way to a newer one where a bound is reached
     */
    record Handshakes(Duration limit, int bytes, int total, int ofOneAddress, int ofThisMachine, Duration evictable) {
        /** A daemon's hello has some 300 bytes, its whole part of the handshake less than 2 KiB; it takes some 20 ms. */
        static final Handshakes DEFAULT =
                new Handshakes(Duration.ofSeconds(10), 4 * 1024, 512, 32, 256, Duration.ofSeconds(2));
    }
}
