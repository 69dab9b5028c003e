package dev.muster.engine.ray.link;

import com.google.protobuf.MessageLite;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ClientTransportFilter;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection to one start of the GCS: plaintext HTTP/2, as Ray speaks it. It is thrown away after the first failure, so that the token is
 * read again and the cluster's id is asked for again.
 */
final class GcsConnection {
    /** A row has 400 to 1,500 bytes, so this is enough for 10,000 nodes. */
    static final int MAX_REPLY_BYTES = 24 << 20;

    private static final int CONNECT_MILLIS = 3_000;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> CLUSTER_ID =
            Metadata.Key.of("ray_cluster_id", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final Channel calls;
    private final AtomicBoolean isBroken;

    private GcsConnection(ManagedChannel channel, Channel calls, AtomicBoolean isBroken) {
        this.channel = channel;
        this.calls = calls;
        this.isBroken = isBroken;
    }

    /** Looks up the host's address; connects with the first call. */
    static GcsConnection open(GcsAddress gcs, Optional<String> token, EventLoopGroup loop) {
        AtomicBoolean isBroken = new AtomicBoolean();
        ManagedChannel channel = NettyChannelBuilder.forAddress(new InetSocketAddress(gcs.host(), gcs.port()))
                .usePlaintext()
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .addTransportFilter(new ClientTransportFilter() {
                    @Override
                    public void transportTerminated(Attributes attributes) {
                        isBroken.set(true);
                    }
                })
                .directExecutor()
                .proxyDetector(_ -> null)
                .disableServiceConfigLookUp()
                .disableRetry()
                .flowControlWindow(1 << 20)
                .maxInboundMessageSize(MAX_REPLY_BYTES)
                .build();
        Metadata headers = new Metadata();
        token.ifPresent(text -> headers.put(AUTHORIZATION, "Bearer " + text));
        return new GcsConnection(channel, with(channel, headers), isBroken);
    }

    /** Returns the same connection, which from now on is only valid for the cluster with this id. */
    GcsConnection fencedBy(String clusterId) {
        Metadata headers = new Metadata();
        headers.put(CLUSTER_ID, clusterId);
        return new GcsConnection(channel, with(calls, headers), isBroken);
    }

    private static Channel with(Channel channel, Metadata headers) {
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** @throws io.grpc.StatusRuntimeException if it fails, also after the deadline or an interrupt */
    <Q extends MessageLite, A extends MessageLite> A call(MethodDescriptor<Q, A> method, Q request, Duration deadline) {
        return ClientCalls.blockingUnaryCall(
                calls,
                method,
                CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS),
                request);
    }

    /** Whether the network connection ended: what answers after a reconnect may be another start of the GCS. */
    boolean isBroken() {
        return isBroken.get();
    }

    /** Calls that are running end by themselves. */
    void close() {
        channel.shutdown();
    }

    /** Ends calls that are running. */
    void abort() {
        channel.shutdownNow();
    }
}
