package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The autoscaler's plan for one tick, with a reason for every action and refusal.
 *
 * @param unmet demand that neither nodes nor the launches of this decision hold
 * @param assigned standing demand that each node holds: what {@code available} in the status is less by
 * @param ledger to be kept (numbers of the new keys are taken in it), committed before the first action starts
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

    /** Why: {@code code} for programs, {@code text} for people. */
    public record Reason(Code code, String text) {
        public enum Code {
            MINIMUM,
            DEMAND,
            IDLE,
            ABOVE_MAXIMUM,
            TYPE_REMOVED,
            ASKED,
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

    /** What is not done although something asks for it; {@code subject} is a type or a shape, in words. */
    public record Refusal(String subject, Reason reason) {}

    /** @param gang the gang's name; empty for plain demand */
    public record Unmet(String source, String gang, Shape shape, int count, Reason reason) {
        public Unmet(String source, Shape shape, int count, Reason reason) {
            this(source, "", shape, count, reason);
        }
    }
}
