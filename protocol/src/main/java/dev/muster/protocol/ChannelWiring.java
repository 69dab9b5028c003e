package dev.muster.protocol;

import dev.muster.core.ClusterId;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.mapping.Bounds;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Builds the connections to the head. Everything that gRPC would otherwise look up at start (native transports, DNS records, proxies, service configs) is
 * set here, because every run of the command line pays for it.
 */
final class ChannelWiring {
    private static final int CONNECT_MILLIS = 5_000;

    private ChannelWiring() {}

    /**
     * A connection to the head. Closing it ends the calls on it.
     *
     * @param threads do its network work
     * @param ownsThreads whether closing the connection ends its threads too
     */
    record Connection(ManagedChannel channel, NetworkThreads threads, boolean ownsThreads) implements AutoCloseable {
        @Override
        public void close() {
            channel.shutdownNow();
            if (ownsThreads) {
                threads.close();
            }
        }
    }

    /** Runs callbacks that may take long, each on a virtual thread. */
    static Executor callbacks() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    /** Returns a connection with a network thread of its own. It connects with the first call. @param executor runs the callbacks of calls */
    static Connection open(InetSocketAddress address, ClusterId clusterId, Identity identity, Executor executor) {
        NetworkThreads threads = new NetworkThreads(1);
        return new Connection(channel(address, clusterId, identity, executor, threads), threads, true);
    }

    /** Returns a connection that uses the network threads of others. It connects with the first call. */
    static Connection open(
            InetSocketAddress address,
            ClusterId clusterId,
            Identity identity,
            Executor executor,
            NetworkThreads shared) {
        return new Connection(channel(address, clusterId, identity, executor, shared), shared, false);
    }

    private static ManagedChannel channel(
            InetSocketAddress address,
            ClusterId clusterId,
            Identity identity,
            Executor executor,
            NetworkThreads threads) {
        InetSocketAddress resolved =
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        return NettyChannelBuilder.forAddress(resolved)
                .overrideAuthority(CertificateSubject.headName(clusterId))
                .sslContext(Tls.client(identity))
                .eventLoopGroup(threads.loop())
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
