package dev.muster.protocol;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.protocol.identity.Identity;
import java.net.InetSocketAddress;

/** Connects a daemon to its head. */
public final class NodeClient {
    private NodeClient() {}

    /**
     * Starts to connect and returns at once. A link is for one connection. Within 15 s the listener gets {@code welcomed}, {@code superseded} or
     * {@code lost}. After {@code superseded}, {@code lost} or {@code close()} the listener is not called again and all resources are released.
     *
     * @param address see {@link HeadAddress#parse}; a name is resolved by this method
     * @throws IllegalArgumentException if the identity cannot be used for TLS
     */
    public static NodeLink connect(
            InetSocketAddress address, Identity identity, NodeHello hello, NodeLink.Listener listener) {
        return NodeConnection.open(
                ChannelWiring.open(address, hello.clusterId(), identity, ChannelWiring.callbacks()), hello, listener);
    }

    /** Like the other method, but on threads that several connections share. */
    public static NodeLink connect(
            InetSocketAddress address,
            Identity identity,
            NodeHello hello,
            NodeLink.Listener listener,
            NetworkThreads shared) {
        return NodeConnection.open(
                ChannelWiring.open(address, hello.clusterId(), identity, ChannelWiring.callbacks(), shared),
                hello,
                listener);
    }
}
