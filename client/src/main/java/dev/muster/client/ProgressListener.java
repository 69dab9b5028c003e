package dev.muster.client;

import dev.muster.core.event.Event;

/** Hears what happens while it happens, from several threads; must not block for long. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = event -> {};

    /**
     * A step ({@code started}, {@code done}, {@code skipped}, {@code failed}; {@code seconds} among the details once it ended), a node's new state, a
     * decision or a refusal. Events of the head's journal keep their sequence; those made on this machine have 0.
     */
    void event(Event event);
}
