package dev.muster.engine.ray.link;

import com.google.protobuf.ByteString;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.ray.mapping.AmountMapping;
import dev.muster.engine.ray.mapping.RayNodeId;
import dev.muster.engine.ray.wire.BundleSelector;
import dev.muster.engine.ray.wire.GangResourceRequest;
import dev.muster.engine.ray.wire.LabelConstraint;
import dev.muster.engine.ray.wire.LabelOperator;
import dev.muster.engine.ray.wire.LabelSelector;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import dev.muster.engine.ray.wire.ResourceRequest;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import dev.muster.testkit.ManualTime;
import dev.muster.testkit.engine.EngineStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link FakeGcs} with a {@link RayLink} to it. */
final class GcsStage implements EngineStage {
    final FakeGcs gcs = new FakeGcs();
    final ManualTime time = ManualTime.of(1);
    private final RayLink link;
    private byte ids;

    GcsStage() {
        this(Path.of("/nonexistent"), Optional.empty());
    }

    GcsStage(Path scratch, Optional<Path> tokenFile) {
        GcsClient client = new GcsClient(new GcsAddress(gcs.address(), () -> tokenFile));
        EventFiles events = new EventFiles(scratch, time, new EventLines("head-host", 42));
        link = new RayLink(client, time, new ReportSender(client, events));
    }

    @Override
    public EngineLink link() {
        return link;
    }

    @Override
    public void join(NodeKey node, Resources total, Map<String, String> labels) {
        ids++;
        gcs.rows.add(NodeState.newBuilder()
                .setNodeId(nodeId(ids))
                .setInstanceId(node.value())
                .putAllTotalResources(AmountMapping.toWire(total))
                .putAllAvailableResources(AmountMapping.toWire(total))
                .putAllLabels(labels)
                .setStatus(NodeStatus.NODE_STATUS_IDLE)
                .build());
    }

    static ByteString nodeId(int number) {
        byte[] bytes = new byte[RayNodeId.LENGTH];
        bytes[RayNodeId.LENGTH - 1] = (byte) number;
        return ByteString.copyFrom(bytes);
    }

    @Override
    public void work(NodeKey node, Resources used) {
        int row = row(node);
        NodeState state = gcs.rows.get(row);
        Resources free =
                AmountMapping.fromWire(state.getAvailableResourcesMap()).minus(used);
        gcs.rows.set(
                row,
                state.toBuilder()
                        .clearAvailableResources()
                        .putAllAvailableResources(AmountMapping.toWire(free))
                        .setStatus(NodeStatus.NODE_STATUS_RUNNING)
                        .addNodeActivity("Resource: CPU currently in use.")
                        .build());
    }

    @Override
    public void finish(NodeKey node) {
        int row = row(node);
        NodeState state = gcs.rows.get(row);
        boolean isDraining = state.getStatus() == NodeStatus.NODE_STATUS_DRAINING;
        gcs.rows.set(
                row,
                state.toBuilder()
                        .putAllAvailableResources(state.getTotalResourcesMap())
                        .setStatus(isDraining ? NodeStatus.NODE_STATUS_DEAD : NodeStatus.NODE_STATUS_IDLE)
                        .build());
    }

    @Override
    public void lose(NodeKey node) {
        gcs.set(row(node), NodeStatus.NODE_STATUS_DEAD);
    }

    private int row(NodeKey node) {
        for (int row = 0; row < gcs.rows.size(); row++) {
            NodeState state = gcs.rows.get(row);
            if (state.getInstanceId().equals(node.value()) && state.getStatus() != NodeStatus.NODE_STATUS_DEAD) {
                return row;
            }
        }
        throw new AssertionError("no live row of " + node);
    }

    @Override
    public void enqueue(PlacementRequest request, int count) {
        gcs.waiting.add(counted(request, count));
    }

    @Override
    public void hold(PlacementRequest request, int count) {
        gcs.standing.add(counted(request, count));
    }

    @Override
    public void enqueue(Gang gang) {
        List<ResourceRequest> bundles =
                gang.bundles().stream().map(GcsStage::wire).toList();
        gcs.gangs.add(GangResourceRequest.newBuilder()
                .addAllRequests(bundles)
                .addBundleSelectors(BundleSelector.newBuilder().addAllResourceRequests(bundles))
                .setDetails(gang.name() + ":" + gang.strategy() + "|PENDING")
                .build());
    }

    private static ResourceRequestByCount counted(PlacementRequest request, int count) {
        return ResourceRequestByCount.newBuilder()
                .setRequest(wire(request))
                .setCount(count)
                .build();
    }

    static ResourceRequest wire(PlacementRequest request) {
        return ResourceRequest.newBuilder()
                .putAllResourcesBundle(AmountMapping.toWire(request.shape().resources()))
                .addAllLabelSelectors(
                        request.selectors().stream().map(GcsStage::wire).toList())
                .build();
    }

    private static LabelSelector wire(Selector selector) {
        LabelSelector.Builder wire = LabelSelector.newBuilder();
        for (Selector.Requirement requirement : selector.requirements()) {
            wire.addLabelConstraints(LabelConstraint.newBuilder()
                    .setLabelKey(requirement.label())
                    .setOperator(operator(requirement.operator()))
                    .addAllLabelValues(requirement.values()));
        }
        return wire.build();
    }

    private static LabelOperator operator(Selector.Operator operator) {
        return switch (operator) {
            case IN -> LabelOperator.LABEL_OPERATOR_IN;
            case NOT_IN -> LabelOperator.LABEL_OPERATOR_NOT_IN;
            case EXISTS -> throw new IllegalArgumentException("Ray has no such operator");
        };
    }

    @Override
    public void stop() {
        gcs.stop();
    }

    @Override
    public void restart() {
        gcs.forget();
        gcs.start();
    }

    @Override
    public void close() {
        link.close();
        gcs.close();
    }
}
