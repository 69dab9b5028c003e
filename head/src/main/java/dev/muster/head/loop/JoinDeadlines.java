package dev.muster.head.loop;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.head.state.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers when the set-up of each node ended: its daemon must join within a limit from then on. The times are of the steady clock. */
final class JoinDeadlines {
    private final Duration limit;
    private final Map<NodeKey, Instant> setUpAt = new HashMap<>();

    JoinDeadlines(Duration limit) {
        this.limit = limit;
    }

    void start(NodeKey key, Instant now) {
        setUpAt.put(key, now);
    }

    /** Whether the node was set up and has not joined since. */
    boolean isStarted(NodeKey key) {
        return setUpAt.containsKey(key);
    }

    boolean isOver(NodeKey key, Instant now) {
        Instant start = setUpAt.get(key);
        return start != null && !now.isBefore(start.plus(limit));
    }

    /** Forgets the nodes that need not join any more: those that did, and those that failed or were removed. */
    void retain(Collection<NodeRow> rows) {
        Set<NodeKey> joining = rows.stream()
                .filter(row -> row.state() == NodeState.STARTING || row.state() == NodeState.LOST)
                .map(NodeRow::key)
                .collect(Collectors.toSet());
        setUpAt.keySet().retainAll(joining);
    }
}
