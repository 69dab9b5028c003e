package dev.muster.core.event;

/** Where events go. Returns after the event is safe: journal before act. */
public interface Journal {
    void write(Event event);
}
