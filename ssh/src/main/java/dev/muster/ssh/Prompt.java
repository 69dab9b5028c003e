package dev.muster.ssh;

import java.util.Optional;

/** Asks the person for a secret. */
public interface Prompt {
    /** Where nobody can be asked. */
    Prompt NOBODY = question -> Optional.empty();

    /**
     * Called by one thread at a time; blocks until there is an answer. The caller wipes the array.
     *
     * @return empty at once where there is no terminal, or where the person refused
     */
    Optional<char[]> secret(String question);
}
