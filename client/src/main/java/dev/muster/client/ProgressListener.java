package dev.muster.client;

import dev.muster.core.event.Event;

/** Receives events during {@code up} and {@code down}. It is called from several threads and must not block for long. */
@FunctionalInterface
public interface ProgressListener {
    /** Ignores all events. */
    ProgressListener NONE = event -> {};

    /**
     * Receives one event: a step that started, ended, was skipped or failed (with {@code seconds} in its details once it ended), a new state of a node,
     * a decision or a refusal. Events from the head's journal keep their sequence number; events from this machine have 0.
     */
    void event(Event event);
}
