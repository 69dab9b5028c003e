package dev.muster.protocol;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.protocol.identity.Identity;
import java.net.InetSocketAddress;

/** The daemon's way to its head. */
public final class NodeClient {
    private NodeClient() {}

    /**
     * Begins to connect and returns at once; a link is good for one connection. The listener hears {@code welcomed} within 15 s, or {@code superseded}
     * or {@code lost}; after one of the last two, or after {@code close()}, it hears nothing any more, and all is released.
     *
     * @param address see {@link HeadAddress#parse}; a name is resolved here
     * @throws IllegalArgumentException where the identity cannot be used for TLS
     */
    public static NodeLink connect(
            InetSocketAddress address, Identity identity, NodeHello hello, NodeLink.Listener listener) {
        return NodeConnection.open(address, identity, hello, listener);
    }
}
