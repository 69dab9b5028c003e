package dev.muster.protocol.mapping;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.protocol.wire.DaemonInfo;
import dev.muster.protocol.wire.PoolHost;
import dev.muster.protocol.wire.StatusReply;
import dev.muster.protocol.wire.TypeStatus;
import dev.muster.protocol.wire.UnmetDemand;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What {@code status} shows. {@code to} writes, {@code from} reads and checks. */
public final class StatusMapping {
    private static final int MOST_NODES = 100_000;
    private static final int MOST_OTHERS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);

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
                        .setState(host.state())
                        .setHeldBy(Bounds.clip(host.heldBy(), Bounds.WORD))));
        view.demand()
                .forEach(demand -> wire.addDemand(UnmetDemand.newBuilder()
                        .setShape(CommonMapping.to(demand.shape()))
                        .setCount(demand.count())
                        .setReason(Bounds.clip(demand.reason()))));
        return wire.build();
    }

    public static StatusView from(StatusReply wire) {
        return new StatusView(
                Bounds.word("cluster", wire.getCluster()),
                Bounds.word("cluster_id", wire.getClusterId()),
                ClusterState.valueOf(wire.getState().toUpperCase(Locale.ROOT)),
                Bounds.word("provider", wire.getProvider()),
                Bounds.word("engine", wire.getEngine()),
                Bounds.word("head", wire.getHead()),
                Bounds.count("nodes", wire.getNodesList(), MOST_NODES).stream()
                        .map(StatusMapping::from)
                        .toList(),
                Bounds.count("types", wire.getTypesList(), MOST_OTHERS).stream()
                        .map(StatusMapping::from)
                        .toList(),
                Bounds.count("pool", wire.getPoolList(), MOST_NODES).stream()
                        .map(StatusMapping::from)
                        .toList(),
                CommonMapping.sum(wire.getTotal()),
                CommonMapping.sum(wire.getAvailable()),
                Bounds.count("demand", wire.getDemandList(), MOST_OTHERS).stream()
                        .map(StatusMapping::from)
                        .toList(),
                Bounds.count("notes", wire.getNotesList(), MOST_OTHERS).stream()
                        .map(note -> Bounds.text("notes", note, Bounds.PROSE))
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
        node.daemon()
                .ifPresent(daemon -> wire.setDaemon(DaemonInfo.newBuilder()
                        .setPid(daemon.pid())
                        .setVersion(daemon.version())
                        .setIncarnation(daemon.incarnation())));
        return wire.build();
    }

    private static NodeStatus from(dev.muster.protocol.wire.NodeStatus wire) {
        return new NodeStatus(
                new NodeKey(wire.getName()),
                Bounds.word("type", wire.getType()),
                Bounds.word("host", wire.getHost()),
                Bounds.word("address", wire.getAddress()),
                NodeState.of(wire.getState()),
                Bounds.instant("since", wire.getSinceMillis()),
                wire.hasIdleMillis()
                        ? Optional.of(Bounds.duration("idle", wire.getIdleMillis(), Duration.ZERO, LONGEST))
                        : Optional.empty(),
                CommonMapping.from(wire.getTotal()),
                CommonMapping.from(wire.getAvailable()),
                CommonMapping.labels(wire.getLabelsMap()),
                wire.hasUse() ? Optional.of(CommonMapping.from(wire.getUse())) : Optional.empty(),
                wire.hasDaemon() ? Optional.of(from(wire.getDaemon())) : Optional.empty(),
                Bounds.text("reason", wire.getReason(), Bounds.PROSE),
                Bounds.text("last_error", wire.getLastError(), Bounds.PROSE));
    }

    private static NodeStatus.DaemonInfo from(DaemonInfo wire) {
        return new NodeStatus.DaemonInfo(
                Bounds.number("pid", wire.getPid(), 0, Integer.MAX_VALUE),
                Bounds.word("version", wire.getVersion()),
                Bounds.word("incarnation", wire.getIncarnation()));
    }

    private static StatusView.TypeStatus from(TypeStatus wire) {
        return new StatusView.TypeStatus(
                Bounds.word("type name", wire.getName()),
                wire.getMin(),
                wire.getMax(),
                wire.getReady(),
                wire.getStarting(),
                wire.getFailed());
    }

    private static StatusView.PoolHost from(PoolHost wire) {
        return new StatusView.PoolHost(
                Bounds.word("pool host", wire.getHost()),
                Bounds.word("pool type", wire.getType()),
                Bounds.word("pool state", wire.getState()),
                Bounds.word("pool held_by", wire.getHeldBy()));
    }

    private static StatusView.UnmetDemand from(UnmetDemand wire) {
        return new StatusView.UnmetDemand(
                CommonMapping.from(wire.getShape()),
                Bounds.number("demand count", wire.getCount(), 0, Integer.MAX_VALUE),
                Bounds.text("demand reason", wire.getReason(), Bounds.PROSE));
    }
}
