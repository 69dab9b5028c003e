package dev.muster.head.loop;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.port.ClockReading;
import dev.muster.core.status.RunningWork;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.EngineView.Need;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.registry.DesiredNodes;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Combines the state and the live daemons into the snapshot that the autoscaler decides on. */
public final class SnapshotTaker {
    /** A node may be away from the engine for so long, for example because the engine starts again there, before its capacity counts as gone. */
    private static final Duration ENGINE_GRACE = Duration.ofSeconds(60);

    private final State state;
    private final Map<NodeKey, DaemonStatus> live;
    private final Map<NodeKey, Instant> heldAt;
    private final EngineSight engine;

    /** @param heldAt when standing demand last held each node, by the steady clock; the node counts as idle from then on */
    public SnapshotTaker(
            State state, Map<NodeKey, DaemonStatus> live, Map<NodeKey, Instant> heldAt, EngineSight engine) {
        this.state = state;
        this.live = live;
        this.heldAt = heldAt;
        this.engine = engine;
    }

    /** Takes the snapshot. All its times are of the wall clock as it is set now; times of the steady clock are converted. */
    public Snapshot take(ClusterConfig config, List<Offer> offers, ClockReading now) {
        return new Snapshot(
                now.wall(),
                state.tick() + 1,
                limits(config),
                state.openNodes().stream().map(row -> view(row, now)).toList(),
                withoutRequested(offers),
                demand(config, now),
                gangs(config, now),
                state.ledger());
    }

    /** Returns what operators requested and what the engine needs. Work that waits in an engine which does not answer is left out: it may be done. */
    private List<Demand> demand(ClusterConfig config, ClockReading now) {
        List<Demand> all = new ArrayList<>();
        for (Bundles bundles : state.standing()) {
            all.add(new Demand(Demand.REQUEST, Demand.Kind.STANDING, bundles.shape(), bundles.count()));
        }
        String source = config.engine().name();
        engine.view().ifPresent(view -> {
            view.standing().forEach(need -> all.add(demand(source, Demand.Kind.STANDING, need)));
            if (engine.isFresh(now.steady())) {
                view.waiting().forEach(need -> all.add(demand(source, Demand.Kind.WAITING, need)));
            }
        });
        return all;
    }

    private static Demand demand(String source, Demand.Kind kind, Need need) {
        return new Demand(source, kind, need.request(), need.count());
    }

    private List<Gang> gangs(ClusterConfig config, ClockReading now) {
        return engine.view().filter(_ -> engine.isFresh(now.steady())).stream()
                .flatMap(view -> view.gangs().stream())
                .map(gang -> new Gang(config.engine().name(), gang.name(), gang.strategy(), gang.bundles()))
                .toList();
    }

    private Limits limits(ClusterConfig config) {
        Limits limits = Limits.of(config);
        return state.minimumSuspended() ? limits.withoutMinimum() : limits;
    }

    /** Subtracts the nodes that were requested and have no machine yet, because the provider does not know of them. */
    private List<Offer> withoutRequested(List<Offer> offers) {
        Map<String, Long> requested = state.openNodes().stream()
                .filter(row -> row.machine().isEmpty() && !row.isEnding())
                .collect(Collectors.groupingBy(row -> row.promise().offer(), Collectors.counting()));
        return offers.stream()
                .map(offer -> {
                    long count = Math.max(0, offer.count() - requested.getOrDefault(offer.id(), 0L));
                    return new Offer(offer.id(), offer.type(), offer.resources(), offer.labels(), (int) count);
                })
                .toList();
    }

    /** A node that is set up again in place counts as starting, so that it is neither removed nor replaced. */
    private NodeView view(NodeRow row, ClockReading now) {
        return new NodeView(
                row.key(),
                row.type(),
                row.isRenewing() ? NodeState.STARTING : row.state(),
                row.since(),
                isMissing(row, now) ? Resources.NONE : total(row),
                held(row),
                labels(row),
                idleSince(row).map(now::toWall),
                row.drain().requestedBy(),
                row.story().lastError().lines().findFirst().orElse(""));
    }

    /**
     * Returns the resources of a node: those on which the engine places work, if the node is part of it. Otherwise the declared amounts, then those that its
     * daemon found, or that the offer promised until the daemon reports.
     */
    public Resources total(NodeRow row) {
        Resources found = daemon(row)
                .map(known -> known.facts().found())
                .orElse(row.promise().resources());
        Resources known =
                found.overriddenBy(DesiredNodes.declared(state, row)).without(DesiredNodes.declaredNone(state, row));
        return engine.member(row.key()).map(Member::total).orElse(known);
    }

    /** Returns the resources that running work holds on a node: what its daemon reports, and what the engine uses. */
    public Resources held(NodeRow row) {
        Resources used = engine.member(row.key())
                .map(member -> member.total().minus(member.available()))
                .orElse(Resources.NONE);
        return daemon(row).flatMap(DaemonStatus::report).stream()
                .flatMap(report -> report.work().stream())
                .map(RunningWork::resources)
                .reduce(used, Resources::plus);
    }

    /** Returns the labels of a node: those that the engine knows, and the declared ones. */
    private Map<String, String> labels(NodeRow row) {
        Map<String, String> all =
                new TreeMap<>(engine.member(row.key()).map(Member::labels).orElse(Map.of()));
        all.putAll(DesiredNodes.labels(state, row));
        return all;
    }

    /** Whether a node that is up has not been part of the engine for so long that nothing can be placed on it. */
    private boolean isMissing(NodeRow row, ClockReading now) {
        if (!engine.isFresh(now.steady())
                || row.state() != NodeState.READY
                || engine.member(row.key()).isPresent()) {
            return false;
        }
        Instant since = Stream.of(
                        Optional.of(row.since()),
                        Optional.ofNullable(engine.lastAlive().get(row.key())).map(now::toWall))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElseThrow();
        return !now.wall().isBefore(since.plus(ENGINE_GRACE));
    }

    /**
     * Returns since when the node is idle, by the steady clock: since it became ready, its last work ended, the engine ceased to use it, or standing demand
     * released it, whichever is latest.
     */
    public Optional<Instant> idleSince(NodeRow row) {
        if (row.isRenewing() || !row.state().isUp() || engine.isBusy(row.key())) {
            return Optional.empty();
        }
        boolean isInEngine = engine.member(row.key()).isPresent();
        Optional<Instant> inEngine = engine.idle(row.key());
        if (isInEngine && inEngine.isEmpty()) {
            return Optional.empty();
        }
        return daemon(row)
                .flatMap(DaemonStatus::idleSince)
                .flatMap(idle -> Stream.of(Optional.of(idle), Optional.ofNullable(heldAt.get(row.key())), inEngine)
                        .flatMap(Optional::stream)
                        .max(Instant::compareTo));
    }

    private Optional<DaemonStatus> daemon(NodeRow row) {
        return Optional.ofNullable(live.get(row.key()));
    }
}
