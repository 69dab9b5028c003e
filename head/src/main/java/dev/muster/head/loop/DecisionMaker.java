package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.State;
import dev.muster.head.state.StateChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs the autoscaler on a snapshot of this moment and records its decision. Remembers the last decision and which nodes standing demand held. */
final class DecisionMaker {
    private final DecisionRecorder recorder = new DecisionRecorder();
    private final Map<NodeKey, Instant> heldAt = new HashMap<>();
    private Optional<Decision> last = Optional.empty();

    void decide(NodeChanges changes, ClusterConfig config, LoopObservation seen) {
        StateChange draft = changes.draft();
        updateHeld(draft, seen.steady());
        State state = withRecentlyLostAsStarting(draft.state(), seen);
        Decision decision = Autoscaler.decide(
                new SnapshotTaker(state, seen.live(), heldAt, seen.engine()).take(config, seen.offers(), seen.now()));
        recorder.record(changes, decision, seen.offers());
        last = Optional.of(decision);
    }

    /** While the cluster stops, the only decision is that every worker ends. */
    void stop(NodeChanges changes) {
        last = Optional.empty();
        new NodeRemoval(changes).endAll(new Drain(Optional.of("down"), false), "the cluster is stopping");
    }

    /** Nodes to which the last decision assigned standing demand were held until now, so their idle time begins now. */
    private void updateHeld(StateChange draft, Instant steady) {
        Set<NodeKey> usable = draft.openNodes().stream()
                .filter(row -> row.state() != NodeState.LOST && !row.story().failed())
                .map(NodeRow::key)
                .collect(Collectors.toSet());
        heldAt.keySet().retainAll(usable);
        last.ifPresent(decision -> decision.assigned().keySet().stream()
                .filter(key -> draft.open(key).isPresent())
                .forEach(key -> heldAt.put(key, steady)));
    }

    /** A lost node whose daemon may still be heard counts as starting: it is neither removed nor replaced before a later iteration. */
    private static State withRecentlyLostAsStarting(State state, LoopObservation seen) {
        TreeMap<NodeKey, NodeRow> nodes = new TreeMap<>(state.nodes());
        state.openNodes().stream()
                .filter(row ->
                        row.state() == NodeState.LOST && !seen.listening().mayActOn(row, seen.now()))
                .forEach(row -> nodes.put(row.key(), row.seenAs(NodeState.STARTING)));
        return state.withNodes(nodes);
    }

    /** Returns the last decision; empty before the first, and while the cluster stops. */
    Optional<Decision> last() {
        return last;
    }

    /** Returns when standing demand last held each node, by the steady clock. */
    Map<NodeKey, Instant> heldAt() {
        return Map.copyOf(heldAt);
    }
}
