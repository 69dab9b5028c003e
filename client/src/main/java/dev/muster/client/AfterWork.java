package dev.muster.client;

/** What follows when a command that nobody waits for has ended. */
public enum AfterWork {
    NOTHING,
    /** The head stops the cluster's workers; no machine is powered off. On the head's node only. */
    STOP_WORKERS
}
