package dev.muster.core;

import java.util.Map;

/**
 * A machine that a provider gave to this cluster.
 *
 * @param key the node key with which it is tagged; at most one machine has it
 * @param type the name of the node type in the config
 * @param host its name for display: an alias or a host name
 * @param address where other nodes of the cluster reach it
 * @param offer the offer from which it was created
 * @param declared resources that the config declares for this machine; empty if there are none
 * @param labels labels that the config declares for this machine
 */
public record Machine(
        NodeKey key,
        String type,
        String host,
        String address,
        State state,
        String offer,
        Resources declared,
        Map<String, String> labels) {

    /** {@code PENDING}: requested, not reachable yet. {@code RUNNING}. {@code GONE}: ended, or being ended. */
    public enum State {
        PENDING,
        RUNNING,
        GONE
    }

    public Machine {
        labels = Map.copyOf(labels);
    }
}
