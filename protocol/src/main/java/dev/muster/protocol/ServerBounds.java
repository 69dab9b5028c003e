package dev.muster.protocol;

import java.time.Duration;

/**
 * What a server takes from those who reach its port, besides the bounds of each message ({@link dev.muster.protocol.mapping.Bounds}).
 *
 * @param firstMessage how long a call may say nothing at all, such as a daemon its hello
 * @param connections at once, before and after they said who they are; one more is closed at once
 */
record ServerBounds(Duration firstMessage, int connections) {
    /** Twice five thousand nodes: each may come back before its old connection is known to be dead. */
    static final ServerBounds DEFAULT = new ServerBounds(Duration.ofSeconds(15), 10_000);
}
