package dev.muster.daemon;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.protocol.identity.Identity;

/** Opens a stream to the head and says hello on it. Returns at once: how it went is told to the listener. */
@FunctionalInterface
interface HeadDialer {
    /** @param address host:port */
    NodeLink dial(String address, Identity identity, NodeHello hello, NodeLink.Listener listener);
}
