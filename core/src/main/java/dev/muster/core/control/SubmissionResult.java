package dev.muster.core.control;

import dev.muster.core.NodeKey;
import java.util.List;

/**
 * @param sequence of the journal when the config was committed: watch from here
 * @param changes one sentence each; empty where nothing changed
 * @param outdated workers that are set up again, each when nothing runs on it
 */
public record SubmissionResult(long sequence, List<String> changes, List<NodeKey> outdated) {
    public SubmissionResult {
        changes = List.copyOf(changes);
        outdated = List.copyOf(outdated);
    }

    public SubmissionResult(long sequence, List<String> changes) {
        this(sequence, changes, List.of());
    }
}
