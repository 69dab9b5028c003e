package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.Welcome;
import java.time.Instant;

/**
 * Where we stand with the head. Links are numbered: what an earlier link still has to say is not heard.
 * {@code attempt} counts the dials since the last link that stood for a while.
 */
public sealed interface Contact {
    long link();

    int attempt();

    /** {@code link} is the number of the last one. */
    record Offline(long link, int attempt, Instant dialAt) implements Contact {}

    /** Hello was said; {@code facts} were in it. No welcome by {@code deadline} counts as no connection. */
    record Dialling(long link, int attempt, Instant deadline, NodeFacts facts) implements Contact {}

    record Online(long link, int attempt, Instant since, Welcome welcome, Told told) implements Contact {
        Online withTold(Told next) {
            return new Online(link, attempt, since, welcome, next);
        }
    }
}
