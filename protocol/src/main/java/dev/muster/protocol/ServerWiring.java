package dev.muster.protocol;

import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.mapping.Bounds;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Creates the server with its threads and settings. Two threads do all network and TLS work; each call runs on a virtual thread, so the head's code may
 * block. A connection that is silent for 10 s is pinged, and closed if there is no answer within 4 s.
 */
final class ServerWiring implements AutoCloseable {
    private final EventLoopGroup network = new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("muster-wire", true), NioIoHandler.newFactory());
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerBounds bounds;

    ServerWiring(ServerBounds bounds) {
        this.bounds = bounds;
    }

    Server server(
            InetSocketAddress address, Identity identity, Authorisation authorisation, List<BindableService> services) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(network)
                .workerEventLoopGroup(network)
                .channelFactory(() -> new BoundedServerChannel(bounds))
                .withOption(ChannelOption.SO_BACKLOG, 1024)
                .executor(calls)
                .sslContext(Tls.server(identity))
                .handshakeTimeout(bounds.handshakes().limit().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(4, TimeUnit.SECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .maxConnectionIdle(5, TimeUnit.MINUTES)
                .maxConcurrentCallsPerConnection(16)
                .flowControlWindow(128 * 1024)
                .maxInboundMessageSize(Bounds.REQUEST)
                .maxInboundMetadataSize(8 * 1024);
        FirstMessage firstMessage = new FirstMessage(network, bounds.firstMessage());
        services.forEach(
                service -> builder.addService(ServerInterceptors.intercept(service, firstMessage, authorisation)));
        return builder.build();
    }

    @Override
    public void close() {
        network.shutdownGracefully(50, 1_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(1_500);
        calls.shutdownNow();
    }
}
