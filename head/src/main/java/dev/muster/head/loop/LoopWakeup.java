package dev.muster.head.loop;

import java.time.Duration;

/** Wakes the loop: any number of calls before it looks are one. */
public final class LoopWakeup {
    private boolean isDue;

    public synchronized void now() {
        isDue = true;
        notifyAll();
    }

    /** Until woken, or the time is over. */
    @SuppressWarnings("WaitNotInLoop")
    public synchronized void await(Duration most) throws InterruptedException {
        if (!isDue) {
            wait(most.toMillis());
        }
        isDue = false;
    }
}
