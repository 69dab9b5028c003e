package dev.muster.core.control;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.util.Optional;
import java.util.Set;

/** @param kinds empty: all kinds */
public record JournalQuery(Set<Event.Kind> kinds, Optional<NodeKey> node, int limit) {
    public JournalQuery {
        kinds = Set.copyOf(kinds);
    }
}
