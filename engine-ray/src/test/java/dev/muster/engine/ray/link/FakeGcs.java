package dev.muster.engine.ray.link;

import com.google.protobuf.ByteString;
import dev.muster.engine.ray.wire.AutoscalingState;
import dev.muster.engine.ray.wire.ClusterConfig;
import dev.muster.engine.ray.wire.ClusterResourceConstraint;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.DrainNodeReason;
import dev.muster.engine.ray.wire.DrainNodeReply;
import dev.muster.engine.ray.wire.DrainNodeRequest;
import dev.muster.engine.ray.wire.Empty;
import dev.muster.engine.ray.wire.GangResourceRequest;
import dev.muster.engine.ray.wire.GetClusterIdReply;
import dev.muster.engine.ray.wire.GetClusterResourceStateReply;
import dev.muster.engine.ray.wire.GetClusterStatusReply;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import dev.muster.engine.ray.wire.ReportAutoscalingStateRequest;
import dev.muster.engine.ray.wire.ReportClusterConfigRequest;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A GCS that answers as that of Ray 2.60 does: dead rows stay listed, an unknown node is drained, a report with a lower version is ignored, and
 * a request that would make Ray's processes abort is recorded as a crash.
 */
final class FakeGcs implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> CLUSTER_ID =
            Metadata.Key.of("ray_cluster_id", Metadata.ASCII_STRING_MARSHALLER);

    final List<NodeState> rows = new ArrayList<>();
    final List<ResourceRequestByCount> waiting = new ArrayList<>();
    final List<ResourceRequestByCount> standing = new ArrayList<>();
    final List<GangResourceRequest> gangs = new ArrayList<>();
    final List<DrainNodeRequest> drains = new ArrayList<>();
    final List<String> crashes = new ArrayList<>();
    final List<ClusterConfig> configs = new ArrayList<>();
    AutoscalingState reported = AutoscalingState.getDefaultInstance();
    int reports;
    int connects;
    /** Counts down once a call has arrived that gets no answer. */
    final CountDownLatch calls = new CountDownLatch(1);

    private volatile boolean isHung;

    private Optional<String> token = Optional.empty();
    private byte id = 1;
    private String sessionName = "session_2026-11-27_03-00-00_000001_1";
    private long version;
    private Optional<Status> failure = Optional.empty();
    private int port;
    private Optional<Server> server = Optional.empty();

    FakeGcs() {
        start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    synchronized void requireToken(String text) {
        token = Optional.of(text);
    }

    /** Fails the calls from now on. */
    synchronized void fail(Status status) {
        failure = Optional.of(status);
    }

    synchronized void recover() {
        failure = Optional.empty();
    }

    /** Another head takes the place of this one without a break of the connection, as a proxy could do it. */
    synchronized void replace() {
        id++;
        sessionName = "session_2026-11-27_03-00-00_000001_" + id;
        forget();
    }

    /** As a restart does where the state is on a disk: id, session and rows stay. */
    synchronized void forget() {
        reported = AutoscalingState.getDefaultInstance();
        configs.clear();
        standing.clear();
        version = 0;
    }

    void stop() {
        server.ifPresent(running -> {
            running.shutdownNow();
            awaitEnd(running);
        });
        server = Optional.empty();
    }

    private static void awaitEnd(Server running) {
        try {
            running.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        Server started = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .directExecutor()
                .addService(ServerInterceptors.intercept(nodeService(), new Guard()))
                .addService(ServerInterceptors.intercept(autoscalerService(), new Guard()))
                .build();
        try {
            started.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = started.getPort();
        server = Optional.of(started);
    }

    private ServerServiceDefinition nodeService() {
        return ServerServiceDefinition.builder("ray.rpc.NodeInfoGcsService")
                .addMethod(GcsMethods.GET_CLUSTER_ID, unary(_ -> clusterId()))
                .build();
    }

    private ServerServiceDefinition autoscalerService() {
        return ServerServiceDefinition.builder("ray.rpc.autoscaler.AutoscalerStateService")
                .addMethod(GcsMethods.GET_CLUSTER_RESOURCE_STATE, unary(_ -> state()))
                .addMethod(GcsMethods.GET_CLUSTER_STATUS, unary(_ -> status()))
                .addMethod(GcsMethods.DRAIN_NODE, unary(this::drain))
                .addMethod(GcsMethods.REPORT_AUTOSCALING_STATE, unary(this::report))
                .addMethod(GcsMethods.REPORT_CLUSTER_CONFIG, unary(this::report))
                .build();
    }

    /** From now on calls get no answer. */
    void hang() {
        isHung = true;
    }

    private <Q, A> ServerCallHandler<Q, A> unary(Function<Q, A> method) {
        return ServerCalls.asyncUnaryCall((request, observer) -> {
            if (isHung) {
                calls.countDown();
                return;
            }
            observer.onNext(method.apply(request));
            observer.onCompleted();
        });
    }

    private synchronized GetClusterIdReply clusterId() {
        connects++;
        return GetClusterIdReply.newBuilder()
                .setClusterId(ByteString.copyFrom(idBytes()))
                .build();
    }

    private byte[] idBytes() {
        byte[] bytes = new byte[RayNodeId.LENGTH];
        bytes[0] = id;
        return bytes;
    }

    private synchronized GetClusterResourceStateReply state() {
        version++;
        return GetClusterResourceStateReply.newBuilder()
                .setClusterResourceState(ClusterResourceState.newBuilder()
                        .setClusterResourceStateVersion(version)
                        .setClusterSessionName(sessionName)
                        .addAllNodeStates(rows)
                        .addAllPendingResourceRequests(waiting)
                        .addAllPendingGangResourceRequests(gangs)
                        .addClusterResourceConstraints(
                                ClusterResourceConstraint.newBuilder().addAllResourceRequests(standing)))
                .build();
    }

    private synchronized GetClusterStatusReply status() {
        return GetClusterStatusReply.newBuilder().setAutoscalingState(reported).build();
    }

    private synchronized DrainNodeReply drain(DrainNodeRequest request) {
        drains.add(request);
        if (request.getNodeId().size() != RayNodeId.LENGTH) {
            crashes.add("the GCS aborts: a node id of " + request.getNodeId().size() + " bytes");
        }
        if (request.getReason() == DrainNodeReason.DRAIN_NODE_REASON_UNSPECIFIED) {
            crashes.add("the raylet aborts: no reason");
        }
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).getNodeId().equals(request.getNodeId())) {
                return drain(row, request.getReason());
            }
        }
        return DrainNodeReply.newBuilder().setIsAccepted(true).build();
    }

    private DrainNodeReply drain(int row, DrainNodeReason reason) {
        NodeStatus status = rows.get(row).getStatus();
        boolean mustBeIdle = reason == DrainNodeReason.DRAIN_NODE_REASON_IDLE_TERMINATION;
        if (status == NodeStatus.NODE_STATUS_RUNNING && mustBeIdle) {
            return DrainNodeReply.newBuilder()
                    .setRejectionReasonMessage("The node to be idle terminated is no longer idle.")
                    .build();
        }
        if (status == NodeStatus.NODE_STATUS_RUNNING) {
            set(row, NodeStatus.NODE_STATUS_DRAINING);
        } else if (status == NodeStatus.NODE_STATUS_IDLE) {
            set(row, NodeStatus.NODE_STATUS_DEAD);
        }
        return DrainNodeReply.newBuilder().setIsAccepted(true).build();
    }

    synchronized void set(int row, NodeStatus status) {
        rows.set(row, rows.get(row).toBuilder().setStatus(status).build());
    }

    private synchronized Empty report(ReportAutoscalingStateRequest request) {
        reports++;
        if (request.getAutoscalingState().getAutoscalerStateVersion() >= reported.getAutoscalerStateVersion()) {
            reported = request.getAutoscalingState();
        }
        return Empty.getDefaultInstance();
    }

    private synchronized Empty report(ReportClusterConfigRequest request) {
        configs.add(request.getClusterConfig());
        return Empty.getDefaultInstance();
    }

    /** As in Ray: the token is checked on every method, and a cluster id only where one is sent. */
    private final class Guard implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Optional<Status> refused = refusal(headers, call.getMethodDescriptor());
            if (refused.isPresent()) {
                call.close(refused.get(), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }

    private synchronized Optional<Status> refusal(Metadata headers, MethodDescriptor<?, ?> method) {
        if (failure.isPresent()) {
            return failure;
        }
        if (token.isPresent() && !("Bearer " + token.get()).equals(headers.get(AUTHORIZATION))) {
            return Optional.of(Status.UNAUTHENTICATED.withDescription(
                    "InvalidAuthToken: Authentication token is missing or incorrect"));
        }
        String sent = headers.get(CLUSTER_ID);
        if (sent != null && !sent.equals(HexFormat.of().formatHex(idBytes()))) {
            return Optional.of(Status.UNAUTHENTICATED.withDescription(
                    "WrongClusterID: Perhaps the client is accessing GCS after it has restarted. " + method));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }
}
