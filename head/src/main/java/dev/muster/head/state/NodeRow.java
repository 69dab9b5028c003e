package dev.muster.head.state;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the state has of a node. The row is committed before the machine exists.
 *
 * @param since when it entered its state
 * @param requestedAt when the row was made
 * @param machine empty until the provider has made it
 * @param drain who ordered its drain, how, and what for; {@link Drain#NONE} if nobody did
 * @param incarnation of the newest daemon that joined; 0 before the first
 * @param recipe the recipe that it was last set up with, see {@link AppliedConfig#recipes}; empty if unknown
 * @param closedAt when its machine was given back; the key of a closed row is never used again
 */
public record NodeRow(
        NodeKey key,
        String type,
        Promise promise,
        NodeState state,
        Instant since,
        Instant requestedAt,
        Optional<Machine> machine,
        Story story,
        Drain drain,
        long incarnation,
        String recipe,
        Optional<Instant> closedAt) {

    /** What the offer promised that the node will have. It counts until the daemon reports. */
    public record Promise(String offer, Resources resources, Map<String, String> labels) {
        public Promise {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Why a node is in its state.
     *
     * @param text for operators; no code compares it
     * @param decision the number of the autoscaler's decision that caused it; empty if something else did
     */
    public record Reason(String text, OptionalLong decision) {
        public static Reason of(String text) {
            return new Reason(text, OptionalLong.empty());
        }
    }

    /**
     * What an operator reads about a node.
     *
     * @param reason why it was launched, or why it ends
     * @param lastError empty if there was none
     * @param failed whether it did not come up; it is shown as failed even after its machine was given back
     */
    public record Story(Reason reason, String lastError, boolean failed) {}

    /** What a node is drained for. */
    public enum Purpose {
        /** To be removed. */
        LEAVE,
        /** To be removed because it is idle. If it turns out to be in use, it stays. */
        IDLE,
        /** To be set up again in place. It stays a node of the cluster. */
        RENEW
    }

    /**
     * An order to drain a node.
     *
     * @param requestedBy who gave it; empty if the autoscaler or a rolling update did
     * @param force whether running work is not waited for
     */
    public record Drain(Optional<String> requestedBy, boolean force, Purpose purpose) {
        public static final Drain NONE = new Drain(Optional.empty(), false);
        public static final Drain IDLE = new Drain(Optional.empty(), false, Purpose.IDLE);
        public static final Drain RENEWAL = new Drain(Optional.empty(), false, Purpose.RENEW);

        public Drain(Optional<String> requestedBy, boolean force) {
            this(requestedBy, force, Purpose.LEAVE);
        }
    }

    /** Returns the row of a new node, which has no machine yet. */
    public static NodeRow requested(NodeKey key, String type, Promise promise, Instant now, Reason reason) {
        return new NodeRow(
                key,
                type,
                promise,
                NodeState.REQUESTED,
                now,
                now,
                Optional.empty(),
                new Story(reason, "", false),
                Drain.NONE,
                0,
                "",
                Optional.empty());
    }

    /** Whether its machine was not given back yet. */
    public boolean isOpen() {
        return closedAt.isEmpty();
    }

    /** Whether all that is left to do is to give its machine back. */
    public boolean isEnding() {
        return state == NodeState.STOPPING;
    }

    /** Whether it is drained to be set up again in place. */
    public boolean isRenewing() {
        return drain.purpose() == Purpose.RENEW && (state == NodeState.DRAINING || state == NodeState.DRAINED);
    }

    /** Returns the row in another state. {@link StateChange#become} calls it and checks the transition. */
    NodeRow becoming(NodeState next, Instant now) {
        return new NodeRow(
                key, type, promise, next, now, requestedAt, machine, story, drain, incarnation, recipe, closedAt);
    }

    /** Returns the row as a decision should see it. It cannot be written: see {@link StateChange#put}. */
    public NodeRow seenAs(NodeState other) {
        return becoming(other, since);
    }

    /** Returns the row with corrected times, because the wall clock was set. */
    public NodeRow at(Instant newSince, Instant newRequestedAt) {
        return new NodeRow(
                key,
                type,
                promise,
                state,
                newSince,
                newRequestedAt,
                machine,
                story,
                drain,
                incarnation,
                recipe,
                closedAt);
    }

    public NodeRow withMachine(Machine found) {
        return new NodeRow(
                key,
                type,
                promise,
                state,
                since,
                requestedAt,
                Optional.of(found),
                story,
                drain,
                incarnation,
                recipe,
                closedAt);
    }

    public NodeRow withType(String newType) {
        return new NodeRow(
                key, newType, promise, state, since, requestedAt, machine, story, drain, incarnation, recipe, closedAt);
    }

    public NodeRow withStory(Story newStory) {
        return new NodeRow(
                key, type, promise, state, since, requestedAt, machine, newStory, drain, incarnation, recipe, closedAt);
    }

    public NodeRow withReason(Reason reason) {
        return withStory(new Story(reason, story.lastError(), story.failed()));
    }

    public NodeRow withError(String error) {
        return withStory(new Story(story.reason(), error, story.failed()));
    }

    public NodeRow withDrain(Drain newDrain) {
        return new NodeRow(
                key, type, promise, state, since, requestedAt, machine, story, newDrain, incarnation, recipe, closedAt);
    }

    public NodeRow withIncarnation(long newest) {
        return new NodeRow(
                key, type, promise, state, since, requestedAt, machine, story, drain, newest, recipe, closedAt);
    }

    public NodeRow withRecipe(String newRecipe) {
        return new NodeRow(
                key, type, promise, state, since, requestedAt, machine, story, drain, incarnation, newRecipe, closedAt);
    }

    /** Returns the closed row: its machine was given back. */
    public NodeRow closed(Instant now) {
        return new NodeRow(
                key,
                type,
                promise,
                state,
                since,
                requestedAt,
                machine,
                story,
                drain,
                incarnation,
                recipe,
                Optional.of(now));
    }
}
