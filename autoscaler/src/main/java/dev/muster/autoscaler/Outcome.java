package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import java.time.Duration;
import java.time.Instant;

/** What became of an action. Outcomes are added to the ledger before the next decision. */
public sealed interface Outcome {
    String type();

    /** The node joined. {@code took} is the time from launch to ready. */
    record Joined(NodeKey key, String type, Duration took) implements Outcome {}

    /** The machine or its set-up failed, or the node was lost while it was starting. The type goes into backoff. */
    record Failed(NodeKey key, String type, Instant at, String error, boolean retryable) implements Outcome {}

    /** This one host cannot be used and is not offered for a while. Its type has no backoff, because other hosts may be fine. */
    record HostFailed(NodeKey key, String type, Instant at, String error) implements Outcome {}

    /** The offer was used up. This is not a failure of the type: launches pause only for a moment. */
    record CapacityMissing(NodeKey key, String type, Instant at, String reason) implements Outcome {}

    /** A ready node was lost. This is not a failure of its type. */
    record Lost(NodeKey key, String type, Instant at) implements Outcome {}
}
