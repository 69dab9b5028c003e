package dev.muster.head.loop;

import dev.muster.autoscaler.Autoscaler;
import dev.muster.autoscaler.Decision;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.config.ClusterConfig;
import dev.muster.head.loop.Lanes.Ended;
import dev.muster.head.registry.Live;
import dev.muster.head.state.Configured;
import dev.muster.head.state.Draft;
import dev.muster.head.state.NodeRow.Drain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One turn of the loop on the record, in one transaction: first make it true, then decide. */
final class Tick {
    private final Memory memory;
    private final HeadTiming timing;
    private final Instant now;
    private final Map<NodeKey, Live> live;

    Tick(Memory memory, HeadTiming timing, Instant now, Map<NodeKey, Live> live) {
        this.memory = memory;
        this.timing = timing;
        this.now = now;
        this.live = live;
    }

    void fold(Draft draft, List<Ended> ended, Instant graceUntil) {
        Changes changes = new Changes(draft, now);
        LaneFolding lanes = new LaneFolding(changes, memory);
        ended.forEach(lanes::fold);
        new Sightings(changes, memory, timing, graceUntil, live).fold();
        changes.settle();
        memory.busy = live.entrySet().stream()
                .filter(entry -> entry.getValue().isBusy())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        if (!draft.stopping()) {
            draft.config().ifPresent(config -> follow(changes, config));
        }
        draft.config().map(Configured::config).ifPresent(config -> decide(changes, config));
    }

    /** Nodes that are not what the config says any more. */
    private void follow(Changes changes, Configured config) {
        new Withdrawals(changes).fold(config.config());
        new Renewals(changes, memory).fold(config, live);
    }

    private void decide(Changes changes, ClusterConfig config) {
        if (changes.draft().stopping()) {
            memory.lastDecision = Optional.empty();
            new Ending(changes).endAll(new Drain(Optional.of("down"), false), "the cluster is stopping");
            return;
        }
        List<Offer> offers = memory.offers;
        heldUntilNow(changes.draft());
        Decision decision = Autoscaler.decide(
                new SnapshotTaker(changes.draft().state(), live, memory.heldAt).take(config, offers, now));
        new Verdict(changes, memory, offers).fold(decision);
        memory.lastDecision = Optional.of(decision);
    }

    /** What the last decision gave standing demand to was held until now, whatever this one decides: the time it is idle begins here. */
    private void heldUntilNow(Draft draft) {
        memory.lastDecision.ifPresent(last -> last.assigned().keySet().stream()
                .filter(key -> draft.open(key).isPresent())
                .forEach(key -> memory.heldAt.put(key, now)));
    }
}
