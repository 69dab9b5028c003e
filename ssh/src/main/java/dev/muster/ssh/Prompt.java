package dev.muster.ssh;

import java.util.Optional;

/** Asks the operator for a secret. */
public interface Prompt {
    /** Where nobody can be asked. */
    Prompt NOBODY = question -> Optional.empty();

    /**
     * Called by one thread at a time; blocks until there is an answer. The caller wipes the array.
     *
     * @return empty at once where there is no terminal, or where the operator refused
     */
    Optional<char[]> secret(String question);
}
