package dev.muster.protocol;

import dev.muster.core.ClusterId;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.mapping.Bounds;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the head with one thread of its own. Everything that gRPC would look up at start (native transports, DNS records, proxies,
 * service configs) is settled here, because the command line pays for it in every call.
 */
final class ChannelWiring {
    private static final int CONNECT_MILLIS = 5_000;

    private ChannelWiring() {}

    /**
     * Closing ends the calls on it, and its thread where that is its own.
     *
     * @param end what is to end besides the channel
     */
    record Connection(ManagedChannel channel, EventLoopGroup loop, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            channel.shutdownNow();
            end.run();
        }

        void after(Duration delay, Runnable action) {
            loop.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** For calls whose listener may take its time. */
    static Executor callbacks() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    static EventLoopGroup loop(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("muster-wire", true), NioIoHandler.newFactory());
    }

    static void end(EventLoopGroup loop) {
        loop.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS);
    }

    /** Does not connect yet. @param executor runs the callbacks of calls */
    static Connection open(InetSocketAddress address, ClusterId clusterId, Identity identity, Executor executor) {
        EventLoopGroup own = loop(1);
        return new Connection(channel(address, clusterId, identity, executor, own), own, () -> end(own));
    }

    static ManagedChannel channel(
            InetSocketAddress address, ClusterId clusterId, Identity identity, Executor executor, EventLoopGroup loop) {
        InetSocketAddress resolved =
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        return NettyChannelBuilder.forAddress(resolved)
                .overrideAuthority(CertificateSubject.headName(clusterId))
                .sslContext(Tls.client(identity))
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .executor(executor)
                .offloadExecutor(executor)
                .proxyDetector(_ -> null)
                .disableServiceConfigLookUp()
                .disableRetry()
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(4, TimeUnit.SECONDS)
                .flowControlWindow(1024 * 1024)
                .maxInboundMessageSize(Bounds.REPLY)
                .maxInboundMetadataSize(128 * 1024)
                .build();
    }
}
