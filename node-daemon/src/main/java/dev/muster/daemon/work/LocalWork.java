package dev.muster.daemon.work;

import java.time.Duration;

/**
 * Decides what happens to this node's work while the head cannot be reached. {@link #cutOff} is called before the head's lease ends. Work that has stopped
 * when it returns can be given to another node by the head without running twice.
 */
public interface LocalWork {
    /** The lease is about to end. @param silence how long the head has not been reached */
    void cutOff(Duration silence);

    /** The head was reached again after {@link #cutOff}. */
    void rejoined();
}
