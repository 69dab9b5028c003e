package dev.muster.core.event;

/** Stores events. */
public interface Journal {
    /** Writes an event, and returns when it is stored. Callers write an event before they act. */
    void write(Event event);
}
