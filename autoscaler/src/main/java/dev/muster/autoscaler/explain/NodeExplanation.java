package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.DemandText;
import dev.muster.autoscaler.IdleLimit;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Placement;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.placement.ShapeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Why a node that exists is here, stays or goes, as of one decision. For nodes long gone see {@link NodeHistoryExplanation}. */
public final class NodeExplanation {
    private final Snapshot snapshot;
    private final Decision decision;
    private final NodeView node;

    private NodeExplanation(Snapshot snapshot, Decision decision, NodeView node) {
        this.snapshot = snapshot;
        this.decision = decision;
        this.node = node;
    }

    /** The answer about one node; empty if the snapshot has no such node. */
    public static Optional<Explanation> of(NodeKey key, Snapshot snapshot, Decision decision) {
        return snapshot.nodes().stream()
                .filter(node -> node.key().equals(key))
                .findFirst()
                .map(node -> new NodeExplanation(snapshot, decision, node).explanation());
    }

    private Explanation explanation() {
        return Explanation.ofFirst(node.key().value(), facts());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (Action action : decision.actions()) {
            if (action.key().equals(node.key())) {
                facts.add(new Fact(
                        Optional.of(decision.at()),
                        OptionalLong.of(decision.tick()),
                        UnmetDemandExplanation.wireName(action.reason().code()),
                        describe(action) + ": " + action.reason().text()));
            }
        }
        facts.addAll(
                switch (node.state()) {
                    case REQUESTED, STARTING -> starting();
                    case READY -> ready();
                    case DRAINING, DRAINED -> draining();
                    case STOPPING ->
                        List.of(Fact.now(
                                "stopping", "stopping for " + timeInState() + ": its machine is being cleaned up"));
                    case LOST ->
                        List.of(Fact.now("lost", "lost for " + timeInState() + ": its daemon stopped reporting"));
                    case FAILED -> List.of(Fact.now("failed", "failed to start: " + lastError()));
                });
        return facts;
    }

    private static String describe(Action action) {
        return switch (action) {
            case Action.Launch launch -> "is launched";
            case Action.Drain drain -> "is drained";
            case Action.CancelDrain cancel -> "its drain is cancelled";
            case Action.Remove remove -> "is removed";
        };
    }

    private String timeInState() {
        return ReadableNumbers.exact(Duration.between(node.since(), snapshot.now()));
    }

    private String lastError() {
        return node.lastError().isEmpty() ? "no message" : node.lastError();
    }

    private List<Fact> starting() {
        List<Fact> facts = new ArrayList<>();
        Duration boot = snapshot.ledger().of(node.type()).bootTime();
        String usual = boot.isZero() ? "" : ", usually takes " + ReadableNumbers.exact(boot);
        facts.add(Fact.now("starting", "starting for " + timeInState() + usual));
        facts.addAll(holdings());
        return facts;
    }

    private List<Fact> draining() {
        List<Fact> facts = new ArrayList<>();
        node.drainRequestedBy()
                .ifPresent(operator -> facts.add(Fact.now("drain_requested", "drain requested by " + operator)));
        if (node.state() == NodeState.DRAINED) {
            facts.add(Fact.now("drained", "nothing runs on it, it will be removed next"));
        } else if (node.held().isEmpty()) {
            facts.add(
                    Fact.now("draining", "it takes no new work and waits for its daemon to confirm that nothing runs"));
        } else {
            facts.add(Fact.now(
                    "draining",
                    "it takes no new work and waits for the work that uses " + ShapeText.words(node.held())));
        }
        return facts;
    }

    private List<Fact> ready() {
        List<Fact> facts = new ArrayList<>();
        if (node.key().isHead()) {
            facts.add(Fact.now("head", "it is the head, which is never drained"));
        }
        if (!node.held().isEmpty()) {
            facts.add(Fact.now("busy", "running work uses " + ShapeText.words(node.held())));
        }
        facts.addAll(holdings());
        if (facts.isEmpty()) {
            facts.addAll(idle());
        }
        return facts;
    }

    /** The demand that the decision placed on the node. */
    private List<Fact> holdings() {
        List<Fact> facts = new ArrayList<>();
        for (Placement row : decision.ledger().placements()) {
            for (Placement.Spot spot : row.spots()) {
                if (spot.node().equals(node.key())) {
                    String gang = row.gang().isEmpty() ? "" : " in gang " + row.gang();
                    String requested =
                            DemandText.requested(spot.count(), row.need().shape(), row.source());
                    facts.add(Fact.now("needed", "needed: " + requested + gang));
                }
            }
        }
        return facts;
    }

    private List<Fact> idle() {
        if (node.idleSince().isEmpty()) {
            return List.of(Fact.now("busy", "work runs on it"));
        }
        Duration idle = Duration.between(node.idleSince().get(), snapshot.now());
        IdleQueue queue = new IdleQueue(snapshot, decision);
        if (queue.willBeDrained(node)) {
            return List.of(Fact.now(
                    "idle",
                    "idle for " + ReadableNumbers.exact(idle) + ", limit "
                            + ReadableNumbers.brief(IdleLimit.of(node.type(), snapshot)) + ": it will be drained in "
                            + ReadableNumbers.exact(queue.timeLeft(node)) + " unless it is needed"));
        }
        String others = queue.areAllKept(node) ? "" : ", and other nodes have been idle for longer";
        return List.of(Fact.now(
                "minimum",
                "idle for " + ReadableNumbers.exact(idle) + ", but type " + node.type() + " keeps its minimum of "
                        + ReadableNumbers.nodes(queue.minimum(node)) + others));
    }
}
