package dev.muster.protocol;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.protocol.identity.Identity;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Many daemons' connections in one process, each with its own TLS and stream, on the same few threads: for measuring heads. */
public final class NodeCrowd implements AutoCloseable {
    private final EventLoopGroup loop;
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();

    public NodeCrowd(int threads) {
        this.loop = ChannelWiring.loop(threads);
    }

    /** As {@link NodeClient#connect}. */
    public NodeLink connect(InetSocketAddress address, Identity identity, NodeHello hello, NodeLink.Listener listener) {
        ChannelWiring.Connection connection = new ChannelWiring.Connection(
                ChannelWiring.channel(address, hello.clusterId(), identity, callbacks, loop), loop, () -> {});
        return NodeConnection.open(connection, hello, listener);
    }

    @Override
    public void close() {
        ChannelWiring.end(loop);
        callbacks.shutdownNow();
    }
}
