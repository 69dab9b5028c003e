package dev.muster.engine.ray.link;

import com.google.protobuf.ByteString;
import dev.muster.engine.ray.wire.BundleSelector;
import dev.muster.engine.ray.wire.ClusterResourceConstraint;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.GangResourceRequest;
import dev.muster.engine.ray.wire.LabelConstraint;
import dev.muster.engine.ray.wire.LabelSelector;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.ResourceRequest;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import java.util.Random;

/** States of a Ray that may send anything. A seed repeats them. */
final class RandomStates {
    private static final String[] INSTANCES = {
        "head", "worker-1", "worker-2", "worker-3", "", "i-0abc", "worker-0", "x\n-1"
    };
    private static final String[] NAMES = {
        "CPU",
        "GPU",
        "memory",
        "lic",
        "",
        "a\u0000b",
        "CPU_group_9c2d9718150d2d73eebb76a82bc601000000",
        InternalResources.IMPLICIT + "app",
        InternalResources.IMPLICIT,
        "x".repeat(2_000)
    };
    private static final double[] AMOUNTS = {
        0, 1, 2.5, 0.0001, 0.00001, -1, 1e18, 0.5, 0.25, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private static final long[] COUNTS = {0, 1, 3, -5, 1_000_001, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final String[] DETAILS = {"", "ab:PACK|PENDING", "ab:STRICT_SPREAD|X", ":", "ab:|", "a:b:c|d"};

    private final Random random;

    RandomStates(long seed) {
        random = new Random(seed);
    }

    ClusterResourceState next() {
        ClusterResourceState.Builder state = ClusterResourceState.newBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            state.addNodeStates(row());
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            state.addPendingResourceRequests(counted());
            state.addClusterResourceConstraints(
                    ClusterResourceConstraint.newBuilder().addResourceRequests(counted()));
            state.addPendingGangResourceRequests(gang());
        }
        return state.build();
    }

    private NodeState row() {
        NodeState.Builder row = NodeState.newBuilder()
                .setInstanceId(one(INSTANCES))
                .setNodeId(ByteString.copyFrom(bytes(random.nextInt(10) == 0 ? 7 : RayNodeId.LENGTH)))
                .setStatusValue(random.nextInt(7) - 1);
        for (int i = random.nextInt(4); i > 0; i--) {
            row.putTotalResources(one(NAMES), amount());
            row.putAvailableResources(one(NAMES), amount());
            row.putLabels(one(NAMES), one(NAMES));
            row.addNodeActivity(one(NAMES));
        }
        return row.build();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private ResourceRequestByCount counted() {
        return Rows.counted(request(), COUNTS[random.nextInt(COUNTS.length)]);
    }

    private ResourceRequest request() {
        ResourceRequest.Builder request = ResourceRequest.newBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            request.putResourcesBundle(one(NAMES), amount());
            request.addLabelSelectors(LabelSelector.newBuilder()
                    .addLabelConstraints(LabelConstraint.newBuilder()
                            .setLabelKey(one(NAMES))
                            .setOperatorValue(random.nextInt(5) - 1)
                            .addLabelValues(one(NAMES))));
        }
        return random.nextBoolean() ? request.build() : Rows.withAntiAffinity(request.build(), one(NAMES));
    }

    private GangResourceRequest gang() {
        GangResourceRequest.Builder gang = GangResourceRequest.newBuilder().setDetails(one(DETAILS));
        for (int i = random.nextInt(3); i > 0; i--) {
            gang.addRequests(request());
            gang.addBundleSelectors(BundleSelector.newBuilder().addResourceRequests(request()));
        }
        return gang.build();
    }

    private double amount() {
        return AMOUNTS[random.nextInt(AMOUNTS.length)];
    }

    private String one(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
