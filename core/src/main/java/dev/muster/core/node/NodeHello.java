package dev.muster.core.node;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;

/**
 * The first message of a daemon's stream.
 *
 * @param incarnation of this start of the daemon: larger for later starts on the same node
 * @param version of our program
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
