package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import java.time.Duration;
import java.time.Instant;

/** What came of an action: folded into the ledger before the next decision. */
public sealed interface Outcome {
    String type();

    /** The node joined; {@code took} from launch to ready. */
    record Joined(NodeKey key, String type, Duration took) implements Outcome {}

    /** The machine or its set-up failed, or the node was lost while starting. */
    record Failed(NodeKey key, String type, Instant at, String error, boolean retryable) implements Outcome {}

    /** The host cannot be one of the cluster, and is not offered for a while: not the type's fault, no back-off. */
    record HostFailed(NodeKey key, String type, Instant at, String error) implements Outcome {}

    /** The offer was used up: not the type's fault, no back-off. */
    record CapacityMissing(NodeKey key, String type, Instant at, String reason) implements Outcome {}

    /** A ready node was lost. */
    record Lost(NodeKey key, String type, Instant at) implements Outcome {}
}
