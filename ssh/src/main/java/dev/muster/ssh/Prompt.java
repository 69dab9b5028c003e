package dev.muster.ssh;

import java.util.Optional;

/** Asks the operator for a secret. */
public interface Prompt {
    /** A prompt without a terminal: nobody answers. */
    Prompt NOBODY = question -> Optional.empty();

    /**
     * Asks a question and waits for the answer. It is called by one thread at a time. The caller overwrites the array after use.
     *
     * @return the answer; empty if there is no terminal or the operator refused
     */
    Optional<char[]> secret(String question);
}
