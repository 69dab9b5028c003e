package dev.muster.engine.ray.link;

import com.google.protobuf.MessageLite;
import dev.muster.engine.ray.wire.DrainNodeReply;
import dev.muster.engine.ray.wire.DrainNodeRequest;
import dev.muster.engine.ray.wire.Empty;
import dev.muster.engine.ray.wire.GetClusterIdReply;
import dev.muster.engine.ray.wire.GetClusterResourceStateReply;
import dev.muster.engine.ray.wire.GetClusterStatusReply;
import dev.muster.engine.ray.wire.ReportAutoscalingStateRequest;
import dev.muster.engine.ray.wire.ReportClusterConfigRequest;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.lite.ProtoLiteUtils;

/** The methods of Ray's GCS that are called. Written by hand, since generated stubs would be larger than all the rest of the link. */
final class GcsMethods {
    private static final String AUTOSCALER = "ray.rpc.autoscaler.AutoscalerStateService/";

    static final MethodDescriptor<Empty, GetClusterIdReply> GET_CLUSTER_ID = method(
            "ray.rpc.NodeInfoGcsService/GetClusterId",
            Empty.getDefaultInstance(),
            GetClusterIdReply.getDefaultInstance());
    static final MethodDescriptor<Empty, GetClusterResourceStateReply> GET_CLUSTER_RESOURCE_STATE = method(
            AUTOSCALER + "GetClusterResourceState",
            Empty.getDefaultInstance(),
            GetClusterResourceStateReply.getDefaultInstance());
    static final MethodDescriptor<Empty, GetClusterStatusReply> GET_CLUSTER_STATUS = method(
            AUTOSCALER + "GetClusterStatus", Empty.getDefaultInstance(), GetClusterStatusReply.getDefaultInstance());
    static final MethodDescriptor<DrainNodeRequest, DrainNodeReply> DRAIN_NODE = method(
            AUTOSCALER + "DrainNode", DrainNodeRequest.getDefaultInstance(), DrainNodeReply.getDefaultInstance());
    static final MethodDescriptor<ReportAutoscalingStateRequest, Empty> REPORT_AUTOSCALING_STATE = method(
            AUTOSCALER + "ReportAutoscalingState",
            ReportAutoscalingStateRequest.getDefaultInstance(),
            Empty.getDefaultInstance());
    static final MethodDescriptor<ReportClusterConfigRequest, Empty> REPORT_CLUSTER_CONFIG = method(
            AUTOSCALER + "ReportClusterConfig",
            ReportClusterConfigRequest.getDefaultInstance(),
            Empty.getDefaultInstance());

    private GcsMethods() {}

    private static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> method(
            String name, Q request, A reply) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(ProtoLiteUtils.marshaller(request))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(reply))
                .build();
    }
}
