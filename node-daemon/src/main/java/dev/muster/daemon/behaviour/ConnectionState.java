package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.Welcome;
import java.time.Instant;

/**
 * Where we stand with the head. Links are numbered: what an earlier link still has to say is not heard.
 * {@code attempt} counts the dials since the last link that stood for a while.
 */
public sealed interface ConnectionState {
    long link();

    int attempt();

    /** {@code link} is the number of the last one. */
    record Offline(long link, int attempt, Instant dialAt) implements ConnectionState {}

    /** Hello was said; {@code facts} were in it. No welcome by {@code deadline} counts as no connection. */
    record Dialling(long link, int attempt, Instant deadline, NodeFacts facts) implements ConnectionState {}

    record Online(long link, int attempt, Instant since, Welcome welcome, LastReport told) implements ConnectionState {
        Online withTold(LastReport next) {
            return new Online(link, attempt, since, welcome, next);
        }
    }
}
