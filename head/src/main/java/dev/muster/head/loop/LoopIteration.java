package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.event.Event;
import dev.muster.core.port.ClockReading;
import dev.muster.head.loop.BackgroundJobs.Ended;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.State;
import dev.muster.head.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One iteration of the control loop on the state, in one transaction: observe first, then decide. */
final class LoopIteration {
    private final LoopState memory;
    private final HeadTiming timing;
    private final Attention attention;
    private final ClockReading now;
    private final Map<NodeKey, DaemonStatus> live;

    LoopIteration(
            LoopState memory,
            HeadTiming timing,
            Attention attention,
            ClockReading now,
            Map<NodeKey, DaemonStatus> live) {
        this.memory = memory;
        this.timing = timing;
        this.attention = attention;
        this.now = now;
        this.live = live;
    }

    /** @param away how long the head was away before this turn */
    void fold(StateChange draft, List<Ended> ended, Optional<Duration> away) {
        Instant steady = now.steady();
        new ClockCorrection(draft).fold(memory.lastReading, now);
        NodeChanges changes = new NodeChanges(draft, now.wall());
        away.ifPresent(duration -> tellAbsence(changes, duration));
        JobResults lanes = new JobResults(changes, memory, steady);
        ended.forEach(lanes::fold);
        new LivenessReconciler(changes, memory, timing, live, steady).fold();
        new Losses(changes, memory, timing, attention, live, steady).fold();
        changes.settle();
        memory.busy = live.entrySet().stream()
                .filter(entry -> entry.getValue().isBusy())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        if (!draft.stopping()) {
            draft.config().ifPresent(config -> follow(changes, config));
        }
        draft.config().map(AppliedConfig::config).ifPresent(config -> decide(changes, config));
    }

    private void tellAbsence(NodeChanges changes, Duration away) {
        changes.write(
                Event.Kind.HEAD,
                "away",
                "the head was away for " + away.toSeconds() + " s: silence counts from now on",
                Map.of());
    }

    /** Nodes that are not what the config says any more. */
    private void follow(NodeChanges changes, AppliedConfig config) {
        new RemovedHosts(changes).fold(config.config());
        new RollingUpdate(changes, memory).fold(config, live);
    }

    private void decide(NodeChanges changes, ClusterConfig config) {
        if (changes.draft().stopping()) {
            memory.lastDecision = Optional.empty();
            new NodeTermination(changes).endAll(new Drain(Optional.of("down"), false), "the cluster is stopping");
            return;
        }
        List<Offer> offers = memory.offers;
        heldUntilNow(changes.draft());
        Decision decision =
                Autoscaler.decide(new SnapshotTaker(withRecentlyLostOnTheirWay(changes.draft()), live, memory.heldAt)
                        .take(config, offers, now));
        new DecisionRecorder(changes, memory, offers).fold(decision);
        memory.lastDecision = Optional.of(decision);
    }

    /** A lost node that may still be heard counts as one on its way: neither removed nor replaced before a later turn. */
    private State withRecentlyLostOnTheirWay(StateChange draft) {
        State state = draft.state();
        TreeMap<NodeKey, NodeRow> nodes = new TreeMap<>(state.nodes());
        state.openNodes().stream()
                .filter(row -> row.state() == NodeState.LOST && !attention.mayActOn(row, now))
                .forEach(row -> nodes.put(row.key(), row.seenAs(NodeState.STARTING)));
        return state.withNodes(nodes);
    }

    /** What the last decision gave standing demand to was held until now, whatever this one decides: the time it is idle begins here. */
    private void heldUntilNow(StateChange draft) {
        memory.lastDecision.ifPresent(last -> last.assigned().keySet().stream()
                .filter(key -> draft.open(key).isPresent())
                .forEach(key -> memory.heldAt.put(key, now.steady())));
    }
}
