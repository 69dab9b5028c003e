package dev.muster.head.api;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.explain.NodeExplanation;
import dev.muster.core.ClusterState;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.Explanation;
import dev.muster.core.node.NodeReport;
import dev.muster.core.port.ClockReading;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.NodeStatus.DaemonInfo;
import dev.muster.core.status.NodeStatus.RunningStep;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.StatusView.PoolHost;
import dev.muster.core.status.StatusView.TypeStatus;
import dev.muster.core.status.StatusView.UnmetDemand;
import dev.muster.engine.Engine;
import dev.muster.engine.Engines;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.SnapshotTaker;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.registry.DesiredNodes;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Builds the status from the state, the live daemons and the last decision. */
final class StatusBuilder {
    private final State state;
    private final Map<NodeKey, DaemonStatus> live;
    private final HeadLoop.View view;
    private final Map<NodeKey, RunningStep> steps;
    private final Instant now;
    private final SnapshotTaker taker;
    private final Optional<Moment> moment;

    /** The last decision, and what is true now. */
    private record Moment(Snapshot snapshot, Decision decision) {}

    StatusBuilder(State state, Map<NodeKey, DaemonStatus> live, HeadLoop loop, ClockReading clock) {
        this.state = state;
        this.live = live;
        this.view = loop.view();
        this.steps = loop.runningSteps();
        this.now = clock.steady();
        this.taker = new SnapshotTaker(state, live, view.heldAt(), view.engine());
        this.moment = view.decision()
                .flatMap(decision -> state.config()
                        .map(known -> new Moment(taker.take(known.config(), view.offers(), clock), decision)));
    }

    StatusView take(HeadLocation location, String head, List<PoolHost> pool) {
        Optional<ClusterConfig> config = state.config().map(AppliedConfig::config);
        List<NodeStatus> nodes = state.shown().stream().map(this::node).toList();
        return new StatusView(
                location.cluster(),
                location.clusterId().value(),
                clusterState(),
                config.map(known -> known.provider().type()).orElse(""),
                config.map(known -> known.engine().name()).orElse(""),
                head,
                nodes,
                config.map(this::types).orElse(List.of()),
                pool,
                sum(nodes, node -> node.state().isUp(), NodeStatus::total),
                sum(nodes, node -> node.state() == NodeState.READY, NodeStatus::available),
                unmet(),
                config.flatMap(known -> EngineSection.of(known.engine(), state, view.engine())),
                notes(config));
    }

    private static Resources sum(
            List<NodeStatus> nodes, Predicate<NodeStatus> filter, Function<NodeStatus, Resources> amounts) {
        return nodes.stream().filter(filter).map(amounts).reduce(Resources.NONE, Resources::plus);
    }

    private NodeStatus node(NodeRow row) {
        Optional<DaemonStatus> daemon = Optional.ofNullable(live.get(row.key())).filter(known -> row.isOpen());
        Resources total =
                withoutImplicit(row.isOpen() ? taker.total(row) : row.promise().resources());
        return new NodeStatus(
                row.key(),
                row.type(),
                row.machine().map(Machine::host).orElse(""),
                row.machine().map(Machine::address).orElse(""),
                row.story().failed() ? NodeState.FAILED : row.state(),
                row.since(),
                taker.idleSince(row)
                        .filter(since -> !isHeld(row))
                        .map(since -> nonNegative(Duration.between(since, now))),
                total,
                total.minus(taker.held(row)).minus(assigned(row)),
                DesiredNodes.labels(state, row),
                daemon.flatMap(DaemonStatus::report).map(NodeReport::use),
                daemon.map(StatusBuilder::info),
                daemon.flatMap(DaemonStatus::report).flatMap(NodeReport::engine),
                reason(row),
                lastError(row, daemon),
                Optional.ofNullable(steps.get(row.key())),
                daemon.flatMap(DaemonStatus::report).map(NodeReport::work).orElse(List.of()),
                daemon.flatMap(DaemonStatus::report).map(NodeReport::runs).orElse(List.of()));
    }

    /** The head knows at once that a connection broke, long before the node counts as lost. */
    private String lastError(NodeRow row, Optional<DaemonStatus> daemon) {
        boolean isExpected = row.state() == NodeState.READY || row.state() == NodeState.DRAINING;
        return daemon.filter(known -> isExpected && !known.connected())
                .map(known -> "the connection to its daemon is broken: last heard "
                        + nonNegative(Duration.between(known.heardAt(), now)).toSeconds()
                        + " s ago; it counts as lost if it does not come back")
                .orElse(row.story().lastError());
    }

    /** Why a ready worker stays, as of now; for others why they are in their state. */
    private String reason(NodeRow row) {
        boolean isSteady = row.state() == NodeState.READY
                && !row.key().isHead()
                && row.drain().requestedBy().isEmpty();
        return moment.filter(_ -> isSteady)
                .flatMap(known -> NodeExplanation.of(row.key(), known.snapshot(), known.decision()))
                .map(Explanation::answer)
                .orElse(row.story().reason().text());
    }

    /** What an engine gives each node by itself tells nobody anything. */
    private Resources withoutImplicit(Resources resources) {
        Optional<Engine> engine = state.config()
                .map(AppliedConfig::config)
                .map(config -> config.engine().name())
                .flatMap(Engines::find);
        return resources.without(resources.tenThousandths().keySet().stream()
                .filter(name -> engine.filter(known -> known.isImplicit(name)).isPresent())
                .collect(Collectors.toSet()));
    }

    private boolean isHeld(NodeRow row) {
        return !assigned(row).isEmpty();
    }

    private Resources assigned(NodeRow row) {
        return view.decision()
                .map(decision -> decision.assigned().getOrDefault(row.key(), Resources.NONE))
                .orElse(Resources.NONE);
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static DaemonInfo info(DaemonStatus daemon) {
        return new DaemonInfo(
                daemon.hello().pid(),
                daemon.hello().version(),
                Long.toString(daemon.hello().incarnation()));
    }

    private List<TypeStatus> types(ClusterConfig config) {
        return config.types().values().stream().map(this::type).toList();
    }

    /** The head is not counted, because limits do not apply to it. */
    private TypeStatus type(NodeTypeConfig type) {
        int ready = 0;
        int starting = 0;
        int failed = 0;
        for (NodeRow row : state.shown()) {
            if (row.type().equals(type.name()) && !row.key().isHead()) {
                ready += row.state() == NodeState.READY ? 1 : 0;
                starting += isStarting(row) ? 1 : 0;
                failed += row.story().failed() || row.state() == NodeState.LOST ? 1 : 0;
            }
        }
        int min = state.minimumSuspended() ? 0 : type.minWorkers();
        return new TypeStatus(type.name(), min, type.maxWorkers(), ready, starting, failed);
    }

    private static boolean isStarting(NodeRow row) {
        return row.state() == NodeState.REQUESTED
                || row.state() == NodeState.STARTING
                || row.isRenewing() && !row.story().failed();
    }

    private ClusterState clusterState() {
        if (state.stopping()) {
            return ClusterState.STOPPING;
        }
        if (state.shown().stream().anyMatch(this::isHarm)) {
            return ClusterState.DEGRADED;
        }
        boolean isHeadUp = state.open(NodeKey.HEAD)
                .filter(row -> row.state() == NodeState.READY)
                .isPresent();
        List<TypeStatus> types =
                state.config().map(known -> types(known.config())).orElse(List.of());
        if (isHeadUp && types.stream().allMatch(type -> type.ready() >= type.min())) {
            return ClusterState.READY;
        }
        boolean isComing = types.stream().anyMatch(type -> type.starting() > 0);
        // A launch is in the state as soon as it is decided, so without one the missing workers cannot be launched now.
        return isHeadUp && !isComing && view.decision().isPresent() ? ClusterState.DEGRADED : ClusterState.STARTING;
    }

    /** A host that failed is no harm to the cluster while its type has enough nodes on other hosts. */
    private boolean isHarm(NodeRow row) {
        boolean isShort = state.config()
                .flatMap(known -> types(known.config()).stream()
                        .filter(type -> type.name().equals(row.type()))
                        .findFirst())
                .filter(type -> type.ready() >= type.min())
                .isEmpty();
        return row.state() == NodeState.LOST || row.story().failed() && (row.isOpen() || isShort);
    }

    private List<UnmetDemand> unmet() {
        return view.decision().map(Decision::unmet).orElse(List.of()).stream()
                .map(unmet -> new UnmetDemand(
                        unmet.shape(), unmet.count(), unmet.reason().text()))
                .toList();
    }

    private List<String> notes(Optional<ClusterConfig> config) {
        List<String> notes = new ArrayList<>();
        if (!view.trouble().isEmpty()) {
            notes.add("the control loop fails: " + view.trouble());
        }
        if (!view.suspicion().isEmpty()) {
            notes.add(view.suspicion());
        }
        if (config.isEmpty()) {
            notes.add("the cluster has no config yet: run 'cluster up'");
        }
        if (state.minimumSuspended()) {
            notes.add(DrainAndStop.SUSPENDED);
        }
        if (config.filter(known -> known.provider().isOneMachine()).isPresent()) {
            notes.add(
                    "all nodes share this machine: CPU and memory that a type does not declare are a share of it, and CPU USE"
                            + " and MEM USE are those of the whole machine");
        }
        return notes;
    }
}
