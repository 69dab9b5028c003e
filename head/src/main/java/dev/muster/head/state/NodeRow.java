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
 * What is kept of a node. It exists, committed, before its machine does.
 *
 * @param since when it came into its state
 * @param requestedAt when the row was made
 * @param machine empty until the provider answered
 * @param drain who asked, how, and what for; {@link Drain#NONE} while nobody did
 * @param incarnation of the newest daemon seen; 0 before the first
 * @param recipe digest of what it was last set up by, see {@link AppliedConfig#recipes}; empty where that is not known
 * @param closedAt when its machine was given back; a closed key is never live again
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

    /** What the offer said that the node will have: counted until its daemon reports. */
    public record Promise(String offer, Resources resources, Map<String, String> labels) {
        public Promise {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * @param text for operators; no code compares it
     * @param decision the number of the autoscaler's decision that gave it; empty where something else did
     */
    public record Reason(String text, OptionalLong decision) {
        public static Reason of(String text) {
            return new Reason(text, OptionalLong.empty());
        }
    }

    /**
     * @param reason why it is here, or why it goes
     * @param lastError empty where there was none
     * @param failed it did not come up: shown as failed even while and after its machine is given back
     */
    public record Story(Reason reason, String lastError, boolean failed) {}

    /** What a node is drained for. */
    public enum Purpose {
        LEAVE,
        /** To be set up again in place: it stays a node of the cluster. */
        RENEW
    }

    /** @param force do not wait for running work */
    public record Drain(Optional<String> askedBy, boolean force, Purpose purpose) {
        public static final Drain NONE = new Drain(Optional.empty(), false);
        public static final Drain RENEWAL = new Drain(Optional.empty(), false, Purpose.RENEW);

        public Drain(Optional<String> askedBy, boolean force) {
            this(askedBy, force, Purpose.LEAVE);
        }
    }

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

    public boolean isOpen() {
        return closedAt.isEmpty();
    }

    /** Nothing is to be done with it any more than giving its machine back. */
    public boolean isEnding() {
        return state == NodeState.STOPPING;
    }

    /** It comes back as the node that it is: its set-up is made what the config says. */
    public boolean isRenewing() {
        return drain.purpose() == Purpose.RENEW && (state == NodeState.DRAINING || state == NodeState.DRAINED);
    }

    /** For {@link StateChange#become}, which checks the transition. */
    NodeRow becoming(NodeState next, Instant now) {
        return new NodeRow(
                key, type, promise, next, now, requestedAt, machine, story, drain, incarnation, recipe, closedAt);
    }

    /** The same as it is to be seen by a decision. It cannot be written: see {@link StateChange#put}. */
    public NodeRow seenAs(NodeState other) {
        return becoming(other, since);
    }

    /** The same with corrected times: the wall clock was set. */
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
