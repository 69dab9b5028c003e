package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.Welcome;
import java.time.Instant;

/**
 * The state of the connection to the head. Each connection attempt has a number, its link; events of an earlier link are ignored. {@code attempt} counts
 * the attempts since the last connection that lasted at least {@link HeadConversation#GOOD_LINK}.
 */
public sealed interface ConnectionState {
    long link();

    int attempt();

    /** Not connected. {@code link} is the number of the last attempt; the next one is due at {@code dialAt}. */
    record Offline(long link, int attempt, Instant dialAt) implements ConnectionState {}

    /** Connecting. {@code facts} are those of the hello. Without a welcome by {@code deadline} the attempt has failed. */
    record Dialing(long link, int attempt, Instant deadline, NodeFacts facts) implements ConnectionState {}

    /** Connected and welcomed. */
    record Online(long link, int attempt, Instant since, Welcome welcome, LastReport lastReport)
            implements ConnectionState {
        Online withLastReport(LastReport next) {
            return new Online(link, attempt, since, welcome, next);
        }
    }
}
