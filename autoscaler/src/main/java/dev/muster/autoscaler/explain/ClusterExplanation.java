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
import java.util.Optional;

/** Explains what the cluster is doing now, or why it is doing nothing. */
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
                        UnmetDemandExplanation.wireName(action.reason().code()),
                        action.key() + ": " + action.reason().text())));
        decision.unmet()
                .forEach(unmet -> facts.add(Fact.now(
                        UnmetDemandExplanation.wireName(unmet.reason().code()),
                        unmet.reason().text())));
        decision.refusals()
                .forEach(refusal -> facts.add(Fact.now(
                        UnmetDemandExplanation.wireName(refusal.reason().code()),
                        refusal.reason().text())));
        countMovingNodes();
        snapshot.limits().types().values().forEach(this::addPause);
        addNextIdle();
        return Explanation.summary("cluster", answer(), facts);
    }

    private String answer() {
        int actions = decision.actions().size();
        if (actions > 0) {
            return actions == 1 ? "1 action decided" : actions + " actions decided";
        }
        if (!decision.unmet().isEmpty()) {
            return "no action is possible: "
                    + decision.unmet().getFirst().reason().text();
        }
        if (!decision.refusals().isEmpty()) {
            return "no action is possible: "
                    + decision.refusals().getFirst().reason().text();
        }
        boolean anyDemand = snapshot.demand().stream().anyMatch(demand -> demand.count() > 0)
                || !snapshot.gangs().isEmpty();
        Optional<String> waiting = waitingForMinimum();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        return anyDemand
                ? "nothing to do: all demand is placed"
                : "nothing to do: there is no demand and every type has its minimum";
    }

    /** The first type with fewer ready nodes than its minimum; empty if there is none. */
    private Optional<String> waitingForMinimum() {
        return snapshot.limits().types().values().stream()
                .filter(type -> count(type, NodeState.READY) < type.min())
                .findFirst()
                .map(type -> "waiting: " + count(type, NodeState.READY) + " of the minimum of "
                        + ReadableNumbers.nodes(type.min()) + " of type " + type.type() + " are ready, "
                        + (count(type, NodeState.REQUESTED) + count(type, NodeState.STARTING)) + " starting");
    }

    private long count(TypeLimits type, NodeState state) {
        return snapshot.nodes().stream()
                .filter(node -> !node.key().isHead() && node.type().equals(type.type()) && node.state() == state)
                .count();
    }

    private void countMovingNodes() {
        count("starting", "starting", NodeState.REQUESTED, NodeState.STARTING);
        count("leaving", "draining or being removed", NodeState.DRAINING, NodeState.DRAINED, NodeState.STOPPING);
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

    private void addPause(TypeLimits type) {
        TypeLedger ledger = snapshot.ledger().of(type.type());
        if (ledger.pausesAt(snapshot.now())) {
            String until = ledger.retryAt().map(ReadableNumbers::clock).orElse("?");
            String state = ledger.isProtected() ? " failed repeatedly, the next attempt is at " : " are paused until ";
            facts.add(Fact.now(
                    ledger.isProtected() ? "protected" : "back_off",
                    "launches of type " + type.type() + state + until + ": "
                            + ReadableNumbers.quoted(ledger.lastError())));
        }
    }

    /** Names the node that will be drained next if demand does not change. */
    private void addNextIdle() {
        IdleQueue queue = new IdleQueue(snapshot, decision);
        snapshot.nodes().stream()
                .filter(queue::willBeDrained)
                .min(Comparator.comparing(queue::timeLeft))
                .ifPresent(node -> facts.add(Fact.now(
                        "idle",
                        node.key() + " is idle and will be drained in " + ReadableNumbers.exact(queue.timeLeft(node))
                                + " unless it is needed")));
    }
}
