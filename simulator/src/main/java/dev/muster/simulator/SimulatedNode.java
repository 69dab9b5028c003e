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

/** One simulated node and its machine. */
final class SimulatedNode {
    final NodeKey key;
    final Offer offer;
    final Instant launchedAt;
    final Set<WorkQueue.Run> runs = new HashSet<>();
    boolean hasMachine;
    private final Map<String, String> affinityLabels = new HashMap<>();
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

    /** Since when the node is idle; empty while work runs on it and while it holds standing demand. */
    Optional<Instant> idleSince() {
        return isReserved ? Optional.empty() : idleSince;
    }

    /**
     * Sets whether the node holds standing demand. A node that stops holding it is idle from now on.
     *
     * @return whether it stopped holding standing demand
     */
    boolean reserve(boolean newIsReserved, Instant now) {
        boolean isReleased = isReserved && !newIsReserved;
        isReserved = newIsReserved;
        if (isReleased && idleSince.isPresent()) {
            idleSince = Optional.of(now);
        }
        return isReleased;
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

    /** How many tasks with this need fit on the node now. */
    int room(PlacementRequest need) {
        int fits = need.timesIn(offer.resources().minus(held), labels());
        if (need.antiAffinity().isEmpty()) {
            return fits;
        }
        String name = need.antiAffinity().get().name();
        boolean hasLabel = need.antiAffinity().get().value().equals(labels().get(name));
        return hasLabel ? 0 : Math.min(1, fits);
    }

    void start(WorkQueue.Run run) {
        runs.add(run);
        held = held.plus(run.need().shape().resources().times(run.count()));
        run.need().antiAffinity().ifPresent(mark -> affinityLabels.put(mark.name(), mark.value()));
        idleSince = Optional.empty();
    }

    void end(WorkQueue.Run run, Instant now) {
        if (runs.remove(run)) {
            held = held.minus(run.need().shape().resources().times(run.count()));
            run.need().antiAffinity().ifPresent(mark -> affinityLabels.remove(mark.name()));
        }
        if (runs.isEmpty()) {
            held = Resources.NONE;
            idleSince = Optional.of(now);
        }
    }

    private Map<String, String> labels() {
        if (affinityLabels.isEmpty()) {
            return offer.labels();
        }
        Map<String, String> all = new HashMap<>(offer.labels());
        all.putAll(affinityLabels);
        return all;
    }

    /** The node as the head sees it. A node that holds standing demand and runs nothing is idle since now. */
    NodeView view(Instant now) {
        Optional<Instant> idle = isReserved ? idleSince.map(unused -> now) : idleSince;
        return new NodeView(key, offer.type(), state, since, offer.resources(), held, labels(), idle, Optional.empty());
    }
}
