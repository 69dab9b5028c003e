package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeState;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the cluster is up to, or why nothing is happening. */
public final class ClusterExplanation {
    private final Snapshot snapshot;
    private final Decision decision;
    private final List<Fact> facts = new ArrayList<>();

    private ClusterExplanation(Snapshot snapshot, Decision decision) {
        this.snapshot = snapshot;
        this.decision = decision;
    }

    public static Explanation of(Snapshot snapshot, Decision decision) {
        return new ClusterExplanation(snapshot, decision).explanation();
    }

    private Explanation explanation() {
        decision.actions()
                .forEach(action -> facts.add(Fact.now(
                        UnmetDemandExplanation.word(action.reason().code()),
                        action.key() + ": " + action.reason().text())));
        decision.unmet()
                .forEach(unmet -> facts.add(Fact.now(
                        UnmetDemandExplanation.word(unmet.reason().code()),
                        unmet.source() + ": " + unmet.reason().text())));
        decision.refusals()
                .forEach(refusal -> facts.add(Fact.now(
                        UnmetDemandExplanation.word(refusal.reason().code()),
                        refusal.reason().text())));
        moving();
        snapshot.limits().types().values().forEach(this::pause);
        nextIdle();
        return new Explanation("cluster", answer(), facts);
    }

    private String answer() {
        int actions = decision.actions().size();
        if (actions > 0) {
            return actions == 1 ? "1 action was decided" : actions + " actions were decided";
        }
        if (!decision.unmet().isEmpty()) {
            return "nothing can be done: "
                    + decision.unmet().getFirst().reason().text();
        }
        if (!decision.refusals().isEmpty()) {
            return "nothing can be done: "
                    + decision.refusals().getFirst().reason().text();
        }
        boolean anyDemand = snapshot.demand().stream().anyMatch(demand -> demand.count() > 0)
                || !snapshot.gangs().isEmpty();
        return anyDemand
                ? "nothing is to be done: all demand has its place"
                : "nothing is to be done: nobody asks for anything, and every type has its minimum";
    }

    private void moving() {
        count("coming", "on their way", NodeState.REQUESTED, NodeState.STARTING);
        count("going", "draining or being removed", NodeState.DRAINING, NodeState.DRAINED, NodeState.STOPPING);
    }

    private void count(String code, String what, NodeState... states) {
        List<NodeState> all = List.of(states);
        long count = snapshot.nodes().stream()
                .filter(node -> all.contains(node.state()))
                .count();
        if (count > 0) {
            facts.add(Fact.now(code, ReadableNumbers.nodes((int) count) + " " + what));
        }
    }

    private void pause(TypeLimits type) {
        TypeLedger ledger = snapshot.ledger().of(type.type());
        if (ledger.pausesAt(snapshot.now())) {
            String until = ledger.retryAt().map(ReadableNumbers::clock).orElse("?");
            String mode = ledger.isProtected() ? " is in protected mode, next try at " : " pauses until ";
            facts.add(Fact.now(
                    ledger.isProtected() ? "protected" : "back_off",
                    "type " + type.type() + mode + until + ": " + ReadableNumbers.quoted(ledger.lastError())));
        }
    }

    /** Which node goes next if nothing comes. */
    private void nextIdle() {
        IdleQueue turn = new IdleQueue(snapshot, decision);
        snapshot.nodes().stream()
                .filter(turn::mayGo)
                .min(Comparator.comparing(turn::left))
                .ifPresent(node -> facts.add(Fact.now(
                        "idle",
                        node.key() + " is idle; unless it is needed, it goes in "
                                + ReadableNumbers.exact(turn.left(node)))));
    }
}
