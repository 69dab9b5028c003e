package dev.muster.engine.ray.link;

import com.google.protobuf.ByteString;
import dev.muster.core.NodeKey;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.LabelConstraint;
import dev.muster.engine.ray.wire.LabelOperator;
import dev.muster.engine.ray.wire.LabelSelector;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import dev.muster.engine.ray.wire.PlacementConstraint;
import dev.muster.engine.ray.wire.PlacementLabel;
import dev.muster.engine.ray.wire.ResourceRequest;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages as Ray sends them. */
final class Rows {
    static final NodeKey WORKER = NodeKey.worker("worker", 1);

    private Rows() {}

    static NodeState row(int id, String instance, NodeStatus status) {
        return NodeState.newBuilder()
                .setNodeId(nodeId(id))
                .setInstanceId(instance)
                .setStatus(status)
                .build();
    }

    static ByteString nodeId(int number) {
        byte[] bytes = new byte[RayNodeId.LENGTH];
        bytes[RayNodeId.LENGTH - 1] = (byte) number;
        return ByteString.copyFrom(bytes);
    }

    static RayState read(NodeState... rows) {
        return RayStateMapping.fromWire(
                "session/0",
                ClusterResourceState.newBuilder()
                        .addAllNodeStates(List.of(rows))
                        .build());
    }

    static Member worker(NodeState... rows) {
        return Optional.ofNullable(read(rows).view().nodes().get(WORKER)).orElseThrow();
    }

    static ResourceRequest request(Map<String, Double> amounts, LabelSelector... selectors) {
        return ResourceRequest.newBuilder()
                .putAllResourcesBundle(amounts)
                .addAllLabelSelectors(List.of(selectors))
                .build();
    }

    static ResourceRequestByCount counted(ResourceRequest request, long count) {
        return ResourceRequestByCount.newBuilder()
                .setRequest(request)
                .setCount(count)
                .build();
    }

    static LabelSelector selector(LabelConstraint... constraints) {
        return LabelSelector.newBuilder()
                .addAllLabelConstraints(List.of(constraints))
                .build();
    }

    static LabelConstraint constraint(String label, LabelOperator operator, String... values) {
        return LabelConstraint.newBuilder()
                .setLabelKey(label)
                .setOperator(operator)
                .addAllLabelValues(List.of(values))
                .build();
    }

    static ResourceRequest withAffinity(ResourceRequest request, String label) {
        return request.toBuilder()
                .addPlacementConstraints(PlacementConstraint.newBuilder()
                        .setAffinity(PlacementLabel.newBuilder().setLabelName(label)))
                .build();
    }

    static ResourceRequest withAntiAffinity(ResourceRequest request, String label) {
        return request.toBuilder()
                .addPlacementConstraints(PlacementConstraint.newBuilder()
                        .setAntiAffinity(PlacementLabel.newBuilder().setLabelName(label)))
                .build();
    }
}
