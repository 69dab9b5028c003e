package dev.muster.simulator;

import dev.muster.autoscaler.NodeView;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One node and its machine. */
final class SimulatedNode {
    final NodeKey key;
    final Offer offer;
    final Instant launchedAt;
    final Set<WorkQueue.Run> runs = new HashSet<>();
    boolean hasMachine;
    private final Map<String, String> marks = new HashMap<>();
    private NodeState state;
    private Instant since;
    private Resources held = Resources.NONE;
    private Optional<Instant> idleSince = Optional.empty();
    private boolean isReserved;

    SimulatedNode(NodeKey key, Offer offer, Instant now, NodeState state) {
        this.key = key;
        this.offer = offer;
        this.launchedAt = now;
        this.state = state;
        this.since = now;
    }

    NodeState state() {
        return state;
    }

    boolean isReady() {
        return state == NodeState.READY;
    }

    /** Empty while something runs on it, and while standing demand holds it. */
    Optional<Instant> idleSince() {
        return isReserved ? Optional.empty() : idleSince;
    }

    /** Standing demand holds it from now on, or lets it go: then it is idle from now. True where it was let go. */
    boolean reserve(boolean newIsReserved, Instant now) {
        boolean isLetGo = isReserved && !newIsReserved;
        isReserved = newIsReserved;
        if (isLetGo && idleSince.isPresent()) {
            idleSince = Optional.of(now);
        }
        return isLetGo;
    }

    void become(NodeState next, Instant now) {
        state = next;
        since = now;
        boolean up = next == NodeState.READY || next == NodeState.DRAINING || next == NodeState.DRAINED;
        if (!up) {
            idleSince = Optional.empty();
        } else if (runs.isEmpty() && idleSince.isEmpty()) {
            idleSince = Optional.of(now);
        }
    }

    /** How many of the need fit now. */
    int room(PlacementRequest need) {
        int fits = need.timesIn(offer.resources().minus(held), labels());
        if (need.antiAffinity().isEmpty()) {
            return fits;
        }
        String name = need.antiAffinity().get().name();
        boolean borne = need.antiAffinity().get().value().equals(labels().get(name));
        return borne ? 0 : Math.min(1, fits);
    }

    void start(WorkQueue.Run run) {
        runs.add(run);
        held = held.plus(run.need().shape().resources().times(run.count()));
        run.need().antiAffinity().ifPresent(mark -> marks.put(mark.name(), mark.value()));
        idleSince = Optional.empty();
    }

    void end(WorkQueue.Run run, Instant now) {
        if (runs.remove(run)) {
            held = held.minus(run.need().shape().resources().times(run.count()));
            run.need().antiAffinity().ifPresent(mark -> marks.remove(mark.name()));
        }
        if (runs.isEmpty()) {
            held = Resources.NONE;
            idleSince = Optional.of(now);
        }
    }

    private Map<String, String> labels() {
        if (marks.isEmpty()) {
            return offer.labels();
        }
        Map<String, String> all = new HashMap<>(offer.labels());
        all.putAll(marks);
        return all;
    }

    /** As the head sees it: nothing runs on a node that standing demand held, and until now it was no idle one. */
    NodeView view(Instant now) {
        Optional<Instant> idle = isReserved ? idleSince.map(unused -> now) : idleSince;
        return new NodeView(key, offer.type(), state, since, offer.resources(), held, labels(), idle, Optional.empty());
    }
}
