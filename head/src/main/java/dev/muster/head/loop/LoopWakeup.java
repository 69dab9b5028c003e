package dev.muster.head.loop;

import java.time.Duration;

/** Wakes the loop. Any number of calls while it is busy wake it once. */
public final class LoopWakeup {
    private boolean isDue;

    public synchronized void wake() {
        isDue = true;
        notifyAll();
    }

    /** Waits until the loop is woken or the time is over. */
    @SuppressWarnings("WaitNotInLoop")
    public synchronized void await(Duration most) throws InterruptedException {
        if (!isDue) {
            wait(most.toMillis());
        }
        isDue = false;
    }
}
