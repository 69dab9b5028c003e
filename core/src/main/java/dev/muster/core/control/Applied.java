package dev.muster.core.control;

import java.util.List;

/**
 * @param sequence of the journal when the config was committed: watch from here
 * @param changes one sentence each; empty where nothing changed
 */
public record Applied(long sequence, List<String> changes) {
    public Applied {
        changes = List.copyOf(changes);
    }
}
