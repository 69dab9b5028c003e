package dev.muster.engine.ray.link;

import com.google.protobuf.ByteString;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of a large cluster, as long as real ones. */
final class ManyRows {
    static final NodeStatus IDLE = NodeStatus.NODE_STATUS_IDLE;

    private ManyRows() {}

    static List<NodeState> rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(ManyRows::row).toList();
    }

    private static NodeState row(int number) {
        String address = "10.0." + number / 250 + "." + number % 250;
        NodeState.Builder row = NodeState.newBuilder()
                .setNodeId(ByteString.copyFrom(
                        ByteBuffer.allocate(RayNodeId.LENGTH).putInt(0, number)))
                .setInstanceId("worker-" + number)
                .setStatus(number % 2 == 0 ? IDLE : NodeStatus.NODE_STATUS_RUNNING)
                .addNodeActivity("Resource: CPU currently in use.")
                .putLabels("ray.io/node-id", "0123456789abcdef".repeat(3) + number)
                .putLabels("ray.io/node-group", "worker")
                .putLabels("zone", "zone-" + number % 3);
        for (String name : List.of("CPU", "GPU", "memory", "object_store_memory", "node:" + address, "licence")) {
            row.putTotalResources(name, 16).putAvailableResources(name, number % 16);
        }
        return row.build();
    }
}
