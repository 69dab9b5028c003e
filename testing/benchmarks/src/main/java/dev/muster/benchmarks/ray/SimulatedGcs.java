package dev.muster.benchmarks.ray;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.GetClusterIdReply;
import dev.muster.engine.ray.wire.GetClusterResourceStateReply;
import dev.muster.engine.ray.wire.GetClusterStatusReply;
import dev.muster.engine.ray.wire.LabelSelector;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import dev.muster.engine.ray.wire.ResourceRequest;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code SimulatedGcs NODES}: answers as the GCS of a Ray with that many nodes does, and prints its port. */
public final class SimulatedGcs {
    private static final int ID_BYTES = 28;
    private static final int SHAPES = 20;
    private static final Bytes BYTES = new Bytes();

    private SimulatedGcs() {}

    public static void main(String[] arguments) throws Exception {
        byte[] state = state(Integer.parseInt(arguments[0])).toByteArray();
        Map<String, byte[]> replies = Map.of(
                "ray.rpc.NodeInfoGcsService/GetClusterId",
                GetClusterIdReply.newBuilder().setClusterId(id(1)).build().toByteArray(),
                "ray.rpc.autoscaler.AutoscalerStateService/GetClusterStatus",
                GetClusterStatusReply.getDefaultInstance().toByteArray(),
                "ray.rpc.autoscaler.AutoscalerStateService/GetClusterResourceState",
                state);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(new Replies(replies))
                .build()
                .start();
        System.err.printf("an answer has %d bytes%n", state.length);
        System.out.println(server.getPort());
        server.awaitTermination();
    }

    private static MessageLite state(int nodes) {
        ClusterResourceState.Builder state = ClusterResourceState.newBuilder().setClusterSessionName("session_1");
        for (int node = 1; node <= nodes; node++) {
            state.addNodeStates(row(node));
        }
        for (int shape = 1; shape <= SHAPES; shape++) {
            state.addPendingResourceRequests(ResourceRequestByCount.newBuilder()
                    .setCount(100)
                    .setRequest(ResourceRequest.newBuilder()
                            .putResourcesBundle("CPU", shape)
                            .addLabelSelectors(LabelSelector.getDefaultInstance())));
        }
        return GetClusterResourceStateReply.newBuilder()
                .setClusterResourceState(state)
                .build();
    }

    /** As long as a real row with one custom resource. */
    private static NodeState row(int number) {
        boolean isIdle = number % 2 == 0;
        NodeState.Builder row = NodeState.newBuilder()
                .setNodeId(id(number))
                .setInstanceId("worker-" + number)
                .setStatus(isIdle ? NodeStatus.NODE_STATUS_IDLE : NodeStatus.NODE_STATUS_RUNNING)
                .putLabels("ray.io/node-id", "0123456789abcdef".repeat(3) + number)
                .putLabels("ray.io/node-group", "worker")
                .addNodeActivity("Busy workers on node.");
        String name = "node:10.0." + number / 250 + "." + number % 250;
        Map.of("CPU", 16.0, "memory", 64e9, "object_store_memory", 20e9, "licence", 1.0, name, 1.0)
                .forEach((resource, amount) -> row.putTotalResources(resource, amount)
                        .putAvailableResources(resource, isIdle ? amount : amount / 2));
        return row.build();
    }

    private static ByteString id(int number) {
        return ByteString.copyFrom(ByteBuffer.allocate(ID_BYTES).putInt(0, number));
    }

    private static final class Replies extends HandlerRegistry {
        private final Map<String, byte[]> replies;

        Replies(Map<String, byte[]> replies) {
            this.replies = replies;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            byte[] reply = replies.getOrDefault(name, new byte[0]);
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(BYTES, BYTES)
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, ServerCalls.asyncUnaryCall((_, observer) -> {
                observer.onNext(reply);
                observer.onCompleted();
            }));
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
