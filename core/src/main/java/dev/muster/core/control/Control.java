package dev.muster.core.control;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.core.status.StatusView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a person may ask of the head. One interface with two ends: the head carries it out, the CLI holds a client of it. Every call may throw
 * {@link dev.muster.core.failure.ClusterException}; its kind, text and hint survive the wire.
 */
public interface Control {
    /** Makes this config the cluster's. Returns when it is committed; the head then works towards it. Repeating changes nothing. */
    SubmissionResult apply(ConfigSubmission application);

    StatusView status();

    /** Standing demand: replaces the last of the same source. A shape that nothing can ever hold is refused ({@code UserError}) and nothing changes. */
    RequestOutcome request(StandingRequest request);

    /** No new work there; it is removed once drained. The head cannot be drained ({@code UserError}). */
    void drain(NodeKey node, boolean undo);

    /**
     * Begins to stop nodes; returns at once. Progress comes by {@link #watch}. Repeating changes nothing.
     *
     * @return the workers that go, with those that were leaving already
     */
    List<NodeKey> stop(StopOrder order);

    /** Signs the identity that a node made for itself: the certificate chain as PEM. */
    String enrol(NodeKey node, String identityRequest);

    /** What exec, attach and rsync need to reach nodes. */
    List<NodeAddress> addresses();

    /** Past events that match, oldest first, at most {@code query.limit()}, the newest ones. */
    List<Event> journal(JournalQuery query);

    /**
     * Why: what the cluster is up to or why nothing is happening, then one explanation for each unmet demand; of one node, why it came, stays or went, also
     * of one long gone. A node that the head never had, or has no line about any more, is a {@code UserError}.
     */
    List<Explanation> explain(Optional<NodeKey> node);

    /**
     * Every event after the given sequence, those of the past first, then live; returns when the listener answers false, the
     * head ends (then {@code NoCluster}), or the thread is interrupted.
     */
    void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException;

    /** The log, in chunks; with follow until interrupted. */
    void logs(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException;
}
