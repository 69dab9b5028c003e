package dev.muster.core.node;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;

/**
 * The first message of a daemon's stream.
 *
 * @param protocol the version of the protocol
 * @param version the version of Muster
 * @param incarnation identifies this start of the daemon; later starts on the same node have larger numbers
 */
public record NodeHello(
        int protocol,
        String version,
        ClusterId clusterId,
        NodeKey node,
        long incarnation,
        long pid,
        BootIdentity boot,
        NodeFacts facts) {}
