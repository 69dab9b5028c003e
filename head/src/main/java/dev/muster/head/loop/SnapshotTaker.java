package dev.muster.head.loop;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.node.RunningWork;
import dev.muster.core.port.ClockReading;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.registry.DesiredNodes;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Combines the state and the live daemons into the snapshot that the autoscaler decides on. */
public final class SnapshotTaker {
    private static final String STANDING = "request";

    private final State state;
    private final Map<NodeKey, DaemonStatus> live;
    private final Map<NodeKey, Instant> heldAt;

    /** @param heldAt when standing demand last held each node, by the steady clock; the node counts as idle from then on */
    public SnapshotTaker(State state, Map<NodeKey, DaemonStatus> live, Map<NodeKey, Instant> heldAt) {
        this.state = state;
        this.live = live;
        this.heldAt = heldAt;
    }

    /** Takes the snapshot. All its times are of the wall clock as it is set now; times of the steady clock are converted. */
    public Snapshot take(ClusterConfig config, List<Offer> offers, ClockReading now) {
        return new Snapshot(
                now.wall(),
                state.tick() + 1,
                limits(config),
                state.openNodes().stream().map(row -> view(row, now)).toList(),
                offers.stream().map(this::withoutRequested).toList(),
                state.standing().stream()
                        .map(bundles -> new Demand(STANDING, Demand.Kind.STANDING, bundles.shape(), bundles.count()))
                        .toList(),
                state.ledger());
    }

    private Limits limits(ClusterConfig config) {
        Limits limits = Limits.of(config);
        return state.minimumSuspended() ? limits.withoutMinimum() : limits;
    }

    /** Subtracts the nodes that were requested and have no machine yet, because the provider does not know of them. */
    private Offer withoutRequested(Offer offer) {
        long requested = state.openNodes().stream()
                .filter(row -> row.machine().isEmpty() && !row.isEnding())
                .filter(row -> row.promise().offer().equals(offer.id()))
                .count();
        int count = (int) Math.max(0, offer.count() - requested);
        return new Offer(offer.id(), offer.type(), offer.resources(), offer.labels(), count);
    }

    /** A node that is set up again in place counts as starting, so that it is neither removed nor replaced. */
    private NodeView view(NodeRow row, ClockReading now) {
        return new NodeView(
                row.key(),
                row.type(),
                row.isRenewing() ? NodeState.STARTING : row.state(),
                row.since(),
                total(row),
                held(row),
                DesiredNodes.labels(state, row),
                idleSince(row).map(now::toWall),
                row.drain().requestedBy(),
                row.story().lastError());
    }

    /** Returns the resources of a node: the declared amounts, then those that its daemon found, or that the offer promised until the daemon reports. */
    public Resources total(NodeRow row) {
        Resources found = daemon(row)
                .map(known -> known.facts().found())
                .orElse(row.promise().resources());
        return found.overriddenBy(DesiredNodes.declared(state, row)).without(DesiredNodes.declaredNone(state, row));
    }

    /** Returns the resources that running work holds on a node. */
    public Resources held(NodeRow row) {
        return daemon(row).flatMap(DaemonStatus::report).stream()
                .flatMap(report -> report.work().stream())
                .map(RunningWork::resources)
                .reduce(Resources.NONE, Resources::plus);
    }

    /** Returns since when the node is idle, by the steady clock: since it became ready, its last work ended, or standing demand released it, whichever is latest. */
    public Optional<Instant> idleSince(NodeRow row) {
        if (row.isRenewing() || !row.state().isUp()) {
            return Optional.empty();
        }
        return daemon(row)
                .flatMap(DaemonStatus::idleSince)
                .flatMap(idle ->
                        Stream.of(idle, heldAt.getOrDefault(row.key(), idle)).max(Instant::compareTo));
    }

    private Optional<DaemonStatus> daemon(NodeRow row) {
        return Optional.ofNullable(live.get(row.key()));
    }
}
