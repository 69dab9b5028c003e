package dev.muster.protocol;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The threads that do the network and TLS work of one or more connections. Usually a connection has a thread of its own; programs with very many
 * connections share a few. Close it after the connections that use it.
 */
public final class NetworkThreads implements AutoCloseable {
    private final EventLoopGroup loop;

    /** @param count how many threads there are */
    public NetworkThreads(int count) {
        this.loop = new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("muster-wire", true), NioIoHandler.newFactory());
    }

    EventLoopGroup loop() {
        return loop;
    }

    void schedule(Duration delay, Runnable action) {
        loop.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS);
    }
}
