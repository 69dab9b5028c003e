package dev.muster.protocol.mapping;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import dev.muster.protocol.wire.DaemonInfo;
import dev.muster.protocol.wire.PoolHost;
import dev.muster.protocol.wire.RunningStep;
import dev.muster.protocol.wire.StatusReply;
import dev.muster.protocol.wire.TypeStatus;
import dev.muster.protocol.wire.UnmetDemand;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Converts the reply of {@code status}. {@code to} writes, {@code from} reads and validates. */
public final class StatusMapping {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_ENTRIES = 10_000;
    private static final Duration MAX_DURATION = Duration.ofDays(36_500);

    private StatusMapping() {}

    public static StatusReply to(StatusView view) {
        StatusReply.Builder wire = StatusReply.newBuilder()
                .setCluster(view.cluster())
                .setClusterId(view.clusterId())
                .setState(view.state().wireName())
                .setProvider(view.provider())
                .setEngine(view.engine())
                .setHead(view.head())
                .setTotal(CommonMapping.to(view.total()))
                .setAvailable(CommonMapping.to(view.available()))
                .addAllNotes(view.notes().stream().map(Bounds::clip).toList());
        view.nodes().forEach(node -> wire.addNodes(to(node)));
        view.types()
                .forEach(type -> wire.addTypes(TypeStatus.newBuilder()
                        .setName(type.name())
                        .setMin(type.min())
                        .setMax(type.max())
                        .setReady(type.ready())
                        .setStarting(type.starting())
                        .setFailed(type.failed())));
        view.pool()
                .forEach(host -> wire.addPool(PoolHost.newBuilder()
                        .setHost(host.host())
                        .setType(host.type())
                        .setState(host.state().wireName())
                        .setHeldBy(Bounds.clip(host.heldBy(), Bounds.MAX_LINE))));
        view.demand()
                .forEach(demand -> wire.addDemand(UnmetDemand.newBuilder()
                        .setShape(CommonMapping.to(demand.shape()))
                        .setCount(demand.count())
                        .setReason(Bounds.clip(demand.reason()))));
        view.engineView().ifPresent(engine -> wire.setEngineView(EngineViewMapping.to(engine)));
        return wire.build();
    }

    public static StatusView from(StatusReply wire) {
        return new StatusView(
                Bounds.singleLine("cluster", wire.getCluster()),
                Bounds.singleLine("cluster_id", wire.getClusterId()),
                ClusterState.valueOf(wire.getState().toUpperCase(Locale.ROOT)),
                Bounds.singleLine("provider", wire.getProvider()),
                Bounds.singleLine("engine", wire.getEngine()),
                Bounds.singleLine("head", wire.getHead()),
                Bounds.list("nodes", wire.getNodesList(), MAX_NODES).stream()
                        .map(StatusMapping::from)
                        .toList(),
                Bounds.list("types", wire.getTypesList(), MAX_ENTRIES).stream()
                        .map(StatusMapping::from)
                        .toList(),
                Bounds.list("pool", wire.getPoolList(), MAX_NODES).stream()
                        .map(StatusMapping::from)
                        .toList(),
                CommonMapping.sum(wire.getTotal()),
                CommonMapping.sum(wire.getAvailable()),
                Bounds.list("demand", wire.getDemandList(), MAX_ENTRIES).stream()
                        .map(StatusMapping::from)
                        .toList(),
                wire.hasEngineView() ? Optional.of(EngineViewMapping.from(wire.getEngineView())) : Optional.empty(),
                Bounds.list("notes", wire.getNotesList(), MAX_ENTRIES).stream()
                        .map(note -> Bounds.text("notes", note, Bounds.MAX_MESSAGE))
                        .toList());
    }

    private static dev.muster.protocol.wire.NodeStatus to(NodeStatus node) {
        dev.muster.protocol.wire.NodeStatus.Builder wire = dev.muster.protocol.wire.NodeStatus.newBuilder()
                .setName(node.name().value())
                .setType(node.type())
                .setHost(node.host())
                .setAddress(node.address())
                .setState(node.state().wireName())
                .setSinceMillis(node.since().toEpochMilli())
                .setTotal(CommonMapping.to(node.total()))
                .setAvailable(CommonMapping.to(node.available()))
                .putAllLabels(node.labels())
                .setReason(Bounds.clip(node.reason()))
                .setLastError(Bounds.clip(node.lastError()));
        node.idle().ifPresent(idle -> wire.setIdleMillis(idle.toMillis()));
        node.use().ifPresent(use -> wire.setUse(CommonMapping.to(use)));
        node.engine().ifPresent(engine -> wire.setEngine(EngineStatusMapping.to(engine)));
        node.daemon()
                .ifPresent(daemon -> wire.setDaemon(DaemonInfo.newBuilder()
                        .setPid(daemon.pid())
                        .setVersion(daemon.version())
                        .setIncarnation(daemon.incarnation())));
        node.step()
                .ifPresent(step -> wire.setStep(RunningStep.newBuilder()
                        .setName(step.name())
                        .setSinceMillis(step.since().toEpochMilli())));
        node.work().forEach(work -> wire.addWork(WorkMapping.to(work)));
        node.runs().forEach(run -> wire.addRuns(WorkMapping.to(run)));
        return wire.build();
    }

    private static NodeStatus from(dev.muster.protocol.wire.NodeStatus wire) {
        return new NodeStatus(
                new NodeKey(wire.getName()),
                Bounds.singleLine("type", wire.getType()),
                Bounds.singleLine("host", wire.getHost()),
                Bounds.singleLine("address", wire.getAddress()),
                NodeState.of(wire.getState()),
                Bounds.instant("since", wire.getSinceMillis()),
                wire.hasIdleMillis()
                        ? Optional.of(Bounds.duration("idle", wire.getIdleMillis(), Duration.ZERO, MAX_DURATION))
                        : Optional.empty(),
                CommonMapping.from(wire.getTotal()),
                CommonMapping.from(wire.getAvailable()),
                CommonMapping.labels(wire.getLabelsMap()),
                wire.hasUse() ? Optional.of(CommonMapping.from(wire.getUse())) : Optional.empty(),
                wire.hasDaemon() ? Optional.of(from(wire.getDaemon())) : Optional.empty(),
                wire.hasEngine() ? Optional.of(EngineStatusMapping.from(wire.getEngine())) : Optional.empty(),
                Bounds.text("reason", wire.getReason(), Bounds.MAX_MESSAGE),
                Bounds.text("last_error", wire.getLastError(), Bounds.MAX_MESSAGE),
                wire.hasStep() ? Optional.of(from(wire.getStep())) : Optional.empty(),
                WorkMapping.work(wire.getWorkList()),
                WorkMapping.runs(wire.getRunsList()));
    }

    private static NodeStatus.RunningStep from(RunningStep wire) {
        return new NodeStatus.RunningStep(
                Bounds.singleLine("step", wire.getName()), Bounds.instant("step since", wire.getSinceMillis()));
    }

    private static NodeStatus.DaemonInfo from(DaemonInfo wire) {
        return new NodeStatus.DaemonInfo(
                Bounds.number("pid", wire.getPid(), 0, Integer.MAX_VALUE),
                Bounds.singleLine("version", wire.getVersion()),
                Bounds.singleLine("incarnation", wire.getIncarnation()));
    }

    private static StatusView.TypeStatus from(TypeStatus wire) {
        return new StatusView.TypeStatus(
                Bounds.singleLine("type name", wire.getName()),
                wire.getMin(),
                wire.getMax(),
                wire.getReady(),
                wire.getStarting(),
                wire.getFailed());
    }

    private static StatusView.PoolHost from(PoolHost wire) {
        return new StatusView.PoolHost(
                Bounds.singleLine("pool host", wire.getHost()),
                Bounds.singleLine("pool type", wire.getType()),
                PoolHostState.of(wire.getState()),
                Bounds.singleLine("pool held_by", wire.getHeldBy()));
    }

    private static StatusView.UnmetDemand from(UnmetDemand wire) {
        return new StatusView.UnmetDemand(
                CommonMapping.from(wire.getShape()),
                Bounds.number("demand count", wire.getCount(), 0, Integer.MAX_VALUE),
                Bounds.text("demand reason", wire.getReason(), Bounds.MAX_MESSAGE));
    }
}
