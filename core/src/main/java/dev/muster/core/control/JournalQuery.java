package dev.muster.core.control;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.util.Optional;
import java.util.Set;

/**
 * Selects events of the journal.
 *
 * @param kinds the kinds to return; empty for all
 * @param node events of this node only; empty for all events
 */
public record JournalQuery(Set<Event.Kind> kinds, Optional<NodeKey> node, int limit) {
    public JournalQuery {
        kinds = Set.copyOf(kinds);
    }
}
