package dev.muster.daemon;

import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.protocol.identity.Identity;

/** Opens a stream to the head and sends the hello. It returns at once; the listener gets the outcome. */
@FunctionalInterface
interface HeadDialer {
    /** @param address of the head, as {@code host:port} */
    NodeLink dial(String address, Identity identity, NodeHello hello, NodeLink.Listener listener);
}
