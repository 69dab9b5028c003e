package dev.muster.daemon.work;

import java.time.Duration;

/**
 * What becomes of this node's work when the head cannot be reached. {@link #cutOff} comes before the head's lease is over, so what is stopped in it,
 * and is seen to be stopped when it returns, the head may give to another node without anything running twice.
 */
public interface LocalWork {
    /** @param silence since the head was last reached */
    void cutOff(Duration silence);

    void rejoined();
}
