package dev.muster.core.control;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.core.status.StatusView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The operations that the head offers to operators. The head implements it, and the command line has a client of it. Every call may throw
 * {@link dev.muster.core.failure.ClusterException}; its kind, message and hint survive the wire.
 */
public interface Control {
    /** Makes this the cluster's config. Returns when it is committed; the head then works towards it. Repeating it changes nothing. */
    SubmissionResult apply(ConfigSubmission application);

    StatusView status();

    /** Replaces the standing demand. Throws {@code UserError}, and changes nothing, if no node could ever hold one of the shapes. */
    RequestOutcome request(StandingRequest request);

    /** Drains a node, which is removed when its work has ended, or cancels that. Throws {@code UserError} for the head. */
    void drain(NodeKey node, boolean undo);

    /**
     * Keeps a host free of nodes until it is released, also over restarts of the head and further {@code up}s. A node on it is drained. Throws {@code
     * UserError} if the provider has no such host.
     */
    void hold(HoldOrder order);

    /**
     * Starts to stop nodes and returns immediately; {@link #watch} shows the progress. Repeating it changes nothing.
     *
     * @return the workers that are being stopped, including those that were leaving already
     */
    List<NodeKey> stop(StopOrder order);

    /** Signs the identity request of a node. Returns the certificate chain as PEM. */
    String enrol(NodeKey node, String identityRequest);

    /** Returns what exec, attach and rsync need to reach nodes. */
    List<NodeAddress> addresses();

    /** Returns the newest events that match, at most {@code query.limit()}, in the order of time. */
    List<Event> journal(JournalQuery query);

    /**
     * Explains what the cluster is doing, or why it does nothing, and each unmet demand. For one node it explains why the node was
     * launched, stays or was removed, even long ago. Throws {@code UserError} if the journal has no line about the node.
     */
    List<Explanation> explain(Optional<NodeKey> node);

    /**
     * Passes every event after the given sequence to the listener: first those of the past, then new ones. Returns when the listener
     * returns false. Throws {@code NoCluster} if the head ends.
     */
    void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException;

    /** Passes a log to the consumer in chunks. If {@code query.follow()}, it continues until it is interrupted. */
    void logs(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException;
}
