package dev.muster.protocol;

import java.time.Duration;

/**
 * The limits of a server for its callers. The limits of each message are in {@link dev.muster.protocol.mapping.Bounds}.
 *
 * @param firstMessage how long a call may take until its first message, such as a daemon's hello
 * @param connections how many connections may be open, with or without a certificate; further ones are closed at once
 * @param handshakes limits for connections that have not authenticated yet
 * @param peers limits for those that have
 */
record ServerBounds(Duration firstMessage, int connections, Handshakes handshakes, Peers peers) {
    /** Allows for twice 5,000 nodes, because a node may reconnect before its old connection is known to be dead. */
    static final ServerBounds DEFAULT = new ServerBounds(Duration.ofSeconds(15), 10_000);

    ServerBounds(Duration firstMessage, int connections) {
        this(firstMessage, connections, Handshakes.DEFAULT, Peers.DEFAULT);
    }

    /**
     * @param ofOneNode how many connections one daemon may have; it needs one, and connects again before an old one is known to be dead
     * @param ofOneOperator how many connections one operator may have: one for each command that runs
     */
    record Peers(int ofOneNode, int ofOneOperator) {
        static final Peers DEFAULT = new Peers(2, 1_000);
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
