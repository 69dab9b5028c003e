package dev.muster.engine.ray.link;

import com.google.protobuf.MessageLite;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.ray.mapping.DrainMapping;
import dev.muster.engine.ray.mapping.RayNodeId;
import dev.muster.engine.ray.wire.AutoscalingState;
import dev.muster.engine.ray.wire.ClusterConfig;
import dev.muster.engine.ray.wire.ClusterResourceConstraint;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.Empty;
import dev.muster.engine.ray.wire.GetClusterIdReply;
import dev.muster.engine.ray.wire.ReportAutoscalingStateRequest;
import dev.muster.engine.ray.wire.ReportClusterConfigRequest;
import dev.muster.engine.ray.wire.RequestClusterResourceConstraintRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls Ray's GCS. It connects when it is needed, and again after every failure: then it reads the token again and learns the cluster's id, which
 * fences all calls, so that none reaches a cluster that took the place of this one. Threads do not wait for each other.
 */
final class GcsClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final GcsAddress gcs;
    private final Duration deadline;
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("muster-ray", true), NioIoHandler.newFactory());
    private final AtomicReference<Optional<GcsSession>> current = new AtomicReference<>(Optional.empty());
    private final GcsMemory memory = new GcsMemory();
    private volatile boolean isClosed;

    GcsClient(GcsAddress gcs) {
        this(gcs, DEADLINE);
    }

    GcsClient(GcsAddress gcs, Duration deadline) {
        this.gcs = gcs;
        this.deadline = deadline;
    }

    /** Returns the connection that is used now, and makes one if there is none. */
    GcsSession session() throws EngineUnavailable, InterruptedException {
        Optional<GcsSession> known = current.get();
        if (known.isPresent() && !known.get().connection().isBroken()) {
            return known.get();
        }
        known.ifPresent(this::drop);
        GcsSession opened = open();
        if (current.compareAndSet(Optional.empty(), Optional.of(opened))) {
            return opened;
        }
        opened.connection().close();
        return session();
    }

    private GcsSession open() throws EngineUnavailable, InterruptedException {
        if (isClosed) {
            throw new EngineUnavailable("the connection to Ray's head is closed");
        }
        Optional<String> token = Optional.empty();
        Optional<Path> file = gcs.tokenFile().get();
        if (file.isPresent()) {
            PortOwner.refuseOthers(gcs);
            token = Optional.of(GcsToken.read(file.get()));
        }
        GcsConnection connection = GcsConnection.open(gcs, token, loop);
        try {
            return greet(connection);
        } catch (EngineUnavailable | InterruptedException | RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    private GcsSession greet(GcsConnection connection) throws EngineUnavailable, InterruptedException {
        GetClusterIdReply reply = call(connection, GcsMethods.GET_CLUSTER_ID, Empty.getDefaultInstance());
        if (reply.getClusterId().isEmpty()) {
            throw new EngineUnavailable("Ray's head at " + gcs + " is starting: it has no cluster id yet");
        }
        String clusterId = HexFormat.of().formatHex(reply.getClusterId().toByteArray());
        GcsConnection fenced = connection.fencedBy(clusterId);
        long version = call(fenced, GcsMethods.GET_CLUSTER_STATUS, Empty.getDefaultInstance())
                .getAutoscalingState()
                .getAutoscalerStateVersion();
        return new GcsSession(fenced, clusterId, version, memory.begin(clusterId, version));
    }

    /** @throws EngineUnavailable if it does not answer, or refuses the token */
    ClusterResourceState state(GcsSession session) throws EngineUnavailable, InterruptedException {
        return guarded(session, GcsMethods.GET_CLUSTER_RESOURCE_STATE, Empty.getDefaultInstance())
                .getClusterResourceState();
    }

    DrainAnswer drain(GcsSession session, RayNodeId node, DrainOrder order)
            throws EngineUnavailable, InterruptedException {
        return DrainMapping.fromWire(guarded(session, GcsMethods.DRAIN_NODE, DrainMapping.toWire(node, order)));
    }

    /** Gives the state the next version. Ray ignores a version below the one that it has. */
    void report(GcsSession session, AutoscalingState state) throws EngineUnavailable, InterruptedException {
        long version = memory.nextVersion(session.reportedVersion());
        AutoscalingState numbered =
                state.toBuilder().setAutoscalerStateVersion(version).build();
        guarded(
                session,
                GcsMethods.REPORT_AUTOSCALING_STATE,
                ReportAutoscalingStateRequest.newBuilder()
                        .setAutoscalingState(numbered)
                        .build());
        memory.stored(version);
    }

    void report(GcsSession session, ClusterConfig config) throws EngineUnavailable, InterruptedException {
        guarded(
                session,
                GcsMethods.REPORT_CLUSTER_CONFIG,
                ReportClusterConfigRequest.newBuilder().setClusterConfig(config).build());
    }

    void request(GcsSession session, ClusterResourceConstraint constraint)
            throws EngineUnavailable, InterruptedException {
        guarded(
                session,
                GcsMethods.REQUEST_CONSTRAINT,
                RequestClusterResourceConstraintRequest.newBuilder()
                        .setClusterResourceConstraint(constraint)
                        .build());
    }

    private <Q extends MessageLite, A extends MessageLite> A guarded(
            GcsSession session, MethodDescriptor<Q, A> method, Q request)
            throws EngineUnavailable, InterruptedException {
        try {
            return call(session.connection(), method, request);
        } catch (EngineUnavailable e) {
            drop(session);
            throw e;
        }
    }

    private <Q extends MessageLite, A extends MessageLite> A call(
            GcsConnection connection, MethodDescriptor<Q, A> method, Q request)
            throws EngineUnavailable, InterruptedException {
        try {
            return connection.call(method, request, deadline);
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw GcsFailures.describe(gcs, Status.fromThrowable(e));
        }
    }

    private void drop(GcsSession session) {
        current.updateAndGet(known -> known.filter(other -> other != session));
        session.connection().close();
    }

    @Override
    public void close() {
        isClosed = true;
        current.getAndSet(Optional.empty())
                .ifPresent(session -> session.connection().abort());
        loop.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS);
    }
}
