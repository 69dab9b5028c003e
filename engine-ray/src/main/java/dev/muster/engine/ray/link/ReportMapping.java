package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.Resources;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineReport.Failed;
import dev.muster.engine.EngineReport.Starting;
import dev.muster.engine.EngineReport.TypeSize;
import dev.muster.engine.EngineView;
import dev.muster.engine.ray.wire.AutoscalingState;
import dev.muster.engine.ray.wire.ClusterConfig;
import dev.muster.engine.ray.wire.FailedInstanceRequest;
import dev.muster.engine.ray.wire.NodeGroupConfig;
import dev.muster.engine.ray.wire.PendingInstance;
import dev.muster.engine.ray.wire.PendingInstanceRequest;
import dev.muster.engine.ray.wire.ResourceRequest;
import java.util.List;
import java.util.function.ToIntFunction;

/** Converts a report for Ray's status, warnings and libraries. */
final class ReportMapping {
    /** Entries in each list; more are left out. */
    static final int MAX_ENTRIES = 5_000;

    private ReportMapping() {}

    /** Returns the state without a version. Ray's status counts entries, whatever their count is, so each node has one of its own. */
    static AutoscalingState state(EngineReport report, EngineView view) {
        AutoscalingState.Builder state = AutoscalingState.newBuilder();
        for (Starting node : first(report.starting())) {
            if (node.address().isEmpty()) {
                state.addPendingInstanceRequests(requested(node));
            } else {
                state.addPendingInstances(pending(node));
            }
        }
        first(report.failed()).forEach(node -> state.addFailedInstanceRequests(failed(node)));
        first(InfeasibleFilter.reportable(report, view))
                .forEach(asked -> state.addInfeasibleResourceRequests(
                        ResourceRequest.newBuilder().putAllResourcesBundle(AmountMapping.toWire(asked))));
        return state.build();
    }

    private static <T> List<T> first(List<T> entries) {
        return entries.subList(0, Math.min(entries.size(), MAX_ENTRIES));
    }

    private static PendingInstanceRequest requested(Starting node) {
        return PendingInstanceRequest.newBuilder()
                .setInstanceTypeName(node.type())
                .setRayNodeTypeName(node.type())
                .setCount(1)
                .setRequestTs(node.since().getEpochSecond())
                .build();
    }

    private static PendingInstance pending(Starting node) {
        return PendingInstance.newBuilder()
                .setInstanceTypeName(node.type())
                .setRayNodeTypeName(node.type())
                .setInstanceId(node.key().value())
                .setIpAddress(node.address())
                .setDetails(HostText.line(node.state()))
                .build();
    }

    private static FailedInstanceRequest failed(Failed node) {
        return FailedInstanceRequest.newBuilder()
                .setInstanceTypeName(node.type())
                .setRayNodeTypeName(node.type())
                .setCount(1)
                .setReason(HostText.line(node.key() + ": " + node.reason()))
                .setStartTs(node.since().getEpochSecond())
                .setFailedTs(node.at().getEpochSecond())
                .build();
    }

    /** Returns what the cluster may grow to. Libraries of Ray take their sizes from it. */
    static ClusterConfig config(List<TypeSize> types) {
        ClusterConfig.Builder config = ClusterConfig.newBuilder()
                .putAllMinResources(AmountMapping.toWholeWire(sum(types, TypeSize::min)))
                .putAllMaxResources(AmountMapping.toWholeWire(sum(types, TypeSize::max)));
        for (TypeSize type : first(types)) {
            config.addNodeGroupConfigs(NodeGroupConfig.newBuilder()
                    .setName(type.type())
                    .setMinCount(type.min())
                    .setMaxCount(type.max())
                    .putAllResources(AmountMapping.toWholeWire(type.resources())));
        }
        return config.build();
    }

    private static Resources sum(List<TypeSize> types, ToIntFunction<TypeSize> count) {
        Resources sum = Resources.NONE;
        for (TypeSize type : types) {
            sum = sum.plus(type.resources().times(count.applyAsInt(type)));
        }
        return sum;
    }
}
