package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The autoscaler's answer to one snapshot, with a reason for every action and every refusal.
 *
 * @param tick the decision's number, as in the snapshot
 * @param unmet demand that neither the nodes nor the launches of this decision hold
 * @param assigned standing demand that each node holds; the status subtracts it from what is available
 * @param ledger the new ledger; the head commits it before the first action starts, because it counts the new node keys
 */
public record Decision(
        long tick,
        Instant at,
        List<Action> actions,
        List<Refusal> refusals,
        List<Unmet> unmet,
        Map<NodeKey, Resources> assigned,
        Ledger ledger) {
    public Decision {
        actions = List.copyOf(actions);
        refusals = List.copyOf(refusals);
        unmet = List.copyOf(unmet);
        assigned = Map.copyOf(assigned);
    }

    /** Why something is done or not done: {@code code} for programs, {@code text} for people. */
    public record Reason(Code code, String text) {
        public enum Code {
            MINIMUM,
            DEMAND,
            IDLE,
            ABOVE_MAXIMUM,
            TYPE_REMOVED,
            DRAIN_REQUESTED,
            DRAINED,
            LOST,
            FAILED,
            NEEDED_AGAIN,
            TYPE_AT_MAXIMUM,
            CLUSTER_AT_MAXIMUM,
            NO_OFFER,
            BACK_OFF,
            PROTECTED,
            SPEED,
            FITS_NOTHING
        }
    }

    /** Something that is needed but not done. {@code subject} is the name of a node type. */
    public record Refusal(String subject, Reason reason) {}

    /**
     * Demand that no node holds.
     *
     * @param gang the gang's name; empty for other demand
     */
    public record Unmet(String source, String gang, Shape shape, int count, Reason reason) {
        public Unmet(String source, Shape shape, int count, Reason reason) {
            this(source, "", shape, count, reason);
        }
    }
}
