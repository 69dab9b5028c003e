package dev.muster.core.control;

import dev.muster.core.NodeKey;
import java.util.List;

/**
 * The result of applying a config.
 *
 * @param sequence that of the journal when the config was committed; watch from here
 * @param changes one sentence for each change; empty if nothing changed
 * @param outdated workers that will be set up again, each when nothing runs on it
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
