package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.config.ClusterConfig;
import dev.muster.head.loop.BackgroundJobs.Ended;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One turn of the loop on the record, in one transaction: first make it true, then decide. */
final class LoopIteration {
    private final LoopState memory;
    private final HeadTiming timing;
    private final Instant now;
    private final Map<NodeKey, DaemonStatus> live;

    LoopIteration(LoopState memory, HeadTiming timing, Instant now, Map<NodeKey, DaemonStatus> live) {
        this.memory = memory;
        this.timing = timing;
        this.now = now;
        this.live = live;
    }

    void fold(StateChange draft, List<Ended> ended, Instant graceUntil) {
        NodeChanges changes = new NodeChanges(draft, now);
        JobResults lanes = new JobResults(changes, memory);
        ended.forEach(lanes::fold);
        new LivenessReconciler(changes, memory, timing, graceUntil, live).fold();
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
        Decision decision = Autoscaler.decide(
                new SnapshotTaker(changes.draft().state(), live, memory.heldAt).take(config, offers, now));
        new DecisionRecorder(changes, memory, offers).fold(decision);
        memory.lastDecision = Optional.of(decision);
    }

    /** What the last decision gave standing demand to was held until now, whatever this one decides: the time it is idle begins here. */
    private void heldUntilNow(StateChange draft) {
        memory.lastDecision.ifPresent(last -> last.assigned().keySet().stream()
                .filter(key -> draft.open(key).isPresent())
                .forEach(key -> memory.heldAt.put(key, now)));
    }
}
