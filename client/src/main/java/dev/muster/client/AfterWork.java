package dev.muster.client;

/** What the node does after a detached command has ended. */
public enum AfterWork {
    /** Nothing happens. */
    NOTHING,
    /** The head stops the cluster's workers and stays up. Only supported on the head node; no machine is powered off. */
    STOP_WORKERS
}
