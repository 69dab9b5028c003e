package dev.muster.protocol;

import java.time.Duration;

/**
 * The limits of a server for its callers. The limits of each message are in {@link dev.muster.protocol.mapping.Bounds}.
 *
 * @param firstMessage how long a call may take until its first message, such as a daemon's hello
 * @param connections how many connections may be open, with or without a certificate; further ones are closed at once
 */
record ServerBounds(Duration firstMessage, int connections) {
    /** Allows for twice 5,000 nodes, because a node may reconnect before its old connection is known to be dead. */
    static final ServerBounds DEFAULT = new ServerBounds(Duration.ofSeconds(15), 10_000);
}
