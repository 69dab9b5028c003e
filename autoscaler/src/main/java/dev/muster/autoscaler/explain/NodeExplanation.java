package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
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

    /** Empty where the snapshot has no such node. */
    public static Optional<Explanation> of(NodeKey key, Snapshot snapshot, Decision decision) {
        return snapshot.nodes().stream()
                .filter(node -> node.key().equals(key))
                .findFirst()
                .map(node -> new NodeExplanation(snapshot, decision, node).explanation());
    }

    private Explanation explanation() {
        List<Fact> facts = facts();
        return new Explanation(node.key().value(), facts.getFirst().text(), facts);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (Action action : decision.actions()) {
            if (action.key().equals(node.key())) {
                facts.add(new Fact(
                        Optional.of(decision.at()),
                        OptionalLong.of(decision.tick()),
                        UnmetDemandExplanation.word(action.reason().code()),
                        verb(action) + ": " + action.reason().text()));
            }
        }
        facts.addAll(
                switch (node.state()) {
                    case REQUESTED, STARTING -> coming();
                    case READY -> staying();
                    case DRAINING, DRAINED -> going();
                    case STOPPING ->
                        List.of(Fact.now("stopping", "it is being cleaned and given back, for " + sinceThen()));
                    case LOST -> List.of(Fact.now("lost", "its daemon has been silent for " + sinceThen()));
                    case FAILED -> List.of(Fact.now("failed", "it did not come up: " + lastError()));
                });
        return facts;
    }

    private static String verb(Action action) {
        return switch (action) {
            case Action.Launch launch -> "is launched";
            case Action.Drain drain -> "is drained";
            case Action.TakeBack back -> "is taken back";
            case Action.Remove remove -> "is removed";
        };
    }

    private String sinceThen() {
        return ReadableNumbers.exact(Duration.between(node.since(), snapshot.now()));
    }

    private String lastError() {
        String error = snapshot.ledger().of(node.type()).lastError();
        return error.isEmpty() ? "no message" : error;
    }

    private List<Fact> coming() {
        List<Fact> facts = new ArrayList<>();
        Duration boot = snapshot.ledger().of(node.type()).bootTime();
        String usual = boot.isZero() ? "" : "; such nodes usually take " + ReadableNumbers.exact(boot);
        facts.add(Fact.now("coming", "on its way for " + sinceThen() + usual));
        facts.addAll(holdings());
        return facts;
    }

    private List<Fact> going() {
        List<Fact> facts = new ArrayList<>();
        node.drainAskedBy().ifPresent(person -> facts.add(Fact.now("asked", person + " asked for its drain")));
        if (node.state() == NodeState.DRAINED) {
            facts.add(Fact.now("drained", "nothing runs on it any more; it is removed next"));
        } else if (node.held().isEmpty()) {
            facts.add(Fact.now("draining", "it takes no new work and waits for its daemon's word that nothing runs"));
        } else {
            facts.add(Fact.now(
                    "draining",
                    "it takes no new work and waits for the end of what holds " + ShapeText.words(node.held())));
        }
        return facts;
    }

    private List<Fact> staying() {
        List<Fact> facts = new ArrayList<>();
        if (node.key().isHead()) {
            facts.add(Fact.now("head", "it is the head: never drained"));
        }
        if (!node.held().isEmpty()) {
            facts.add(Fact.now("busy", "work on it holds " + ShapeText.words(node.held())));
        }
        facts.addAll(holdings());
        if (facts.isEmpty()) {
            facts.addAll(idle());
        }
        return facts;
    }

    /** What demand was put on it. */
    private List<Fact> holdings() {
        List<Fact> facts = new ArrayList<>();
        for (Placement row : decision.ledger().placements()) {
            for (Placement.Spot spot : row.spots()) {
                if (spot.node().equals(node.key())) {
                    String gang = row.gang().isEmpty() ? "" : " in gang " + row.gang();
                    facts.add(Fact.now(
                            "holds",
                            "needed for " + spot.count() + " x "
                                    + ShapeText.words(row.need().shape()) + " of " + row.source() + gang));
                }
            }
        }
        return facts;
    }

    private List<Fact> idle() {
        if (node.idleSince().isEmpty()) {
            return List.of(Fact.now("busy", "something runs on it"));
        }
        Duration idle = Duration.between(node.idleSince().get(), snapshot.now());
        IdleQueue turn = new IdleQueue(snapshot, decision);
        if (turn.mayGo(node)) {
            return List.of(Fact.now(
                    "idle",
                    "idle for " + ReadableNumbers.exact(idle) + ", limit "
                            + ReadableNumbers.brief(IdleLimit.of(node.type(), snapshot)) + ": it may go in "
                            + ReadableNumbers.exact(turn.left(node))));
        }
        String others = turn.areAllKept(node) ? "" : ", and others were idle for longer";
        return List.of(Fact.now(
                "minimum",
                "idle for " + ReadableNumbers.exact(idle) + ", but the minimum of type " + node.type() + " is "
                        + ReadableNumbers.nodes(turn.minimum(node)) + others));
    }
}
