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

/** Puts what is intended and what is alive into the one value that a decision is made of. */
public final class SnapshotTaker {
    private static final String STANDING = "request";

    private final State state;
    private final Map<NodeKey, DaemonStatus> live;
    private final Map<NodeKey, Instant> heldAt;

    /** @param heldAt by the steady clock, when standing demand last held a node: it counts as idle from then on */
    public SnapshotTaker(State state, Map<NodeKey, DaemonStatus> live, Map<NodeKey, Instant> heldAt) {
        this.state = state;
        this.live = live;
        this.heldAt = heldAt;
    }

    /** All times in it are of the wall clock as it is set now: those of the steady clock are converted. */
    public Snapshot take(ClusterConfig config, List<Offer> offers, ClockReading now) {
        return new Snapshot(
                now.wall(),
                state.tick() + 1,
                limits(config),
                state.openNodes().stream().map(row -> view(row, now)).toList(),
                offers.stream().map(this::left).toList(),
                state.standing().stream()
                        .map(bundles -> new Demand(STANDING, Demand.Kind.STANDING, bundles.shape(), bundles.count()))
                        .toList(),
                state.ledger());
    }

    private Limits limits(ClusterConfig config) {
        Limits limits = Limits.of(config);
        return state.minimumSuspended() ? limits.withoutMinimum() : limits;
    }

    /** Less what was asked for and is not taken yet: the provider does not know of it. */
    private Offer left(Offer offer) {
        long asked = state.openNodes().stream()
                .filter(row -> row.machine().isEmpty() && !row.isEnding())
                .filter(row -> row.promise().offer().equals(offer.id()))
                .count();
        int count = (int) Math.max(0, offer.count() - asked);
        return new Offer(offer.id(), offer.type(), offer.resources(), offer.labels(), count);
    }

    /** One that is set up again in place is as one that is on its way: it is neither removed nor replaced. */
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
                row.drain().askedBy());
    }

    /** Declared amounts win over those that the daemon found; until it reported, what was promised. */
    public Resources total(NodeRow row) {
        Resources found = daemon(row)
                .map(known -> known.facts().found())
                .orElse(row.promise().resources());
        return found.overriddenBy(DesiredNodes.declared(state, row)).without(DesiredNodes.declaredNone(state, row));
    }

    public Resources held(NodeRow row) {
        return daemon(row).flatMap(DaemonStatus::report).stream()
                .flatMap(report -> report.work().stream())
                .map(RunningWork::resources)
                .reduce(Resources.NONE, Resources::plus);
    }

    /** By the steady clock, the latest of: it became ready, its last work ended, standing demand let it go. */
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
