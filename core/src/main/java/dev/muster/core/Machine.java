package dev.muster.core;

import java.util.Map;

/**
 * A machine that a provider gave to this cluster.
 *
 * @param key the node key that tags it: at most one machine has it
 * @param type name of the node type as the config has it
 * @param host what people call it (an alias, a host name); shown in tables
 * @param address where other nodes of the cluster reach it
 * @param offer the offer that it was made from
 * @param declared amounts the config declares for exactly this machine; empty where it declares none
 * @param labels labels the config declares for exactly this machine
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

    /** {@code PENDING} asked for, not reachable yet; {@code RUNNING}; {@code GONE} seen ended, or being ended. */
    public enum State {
        PENDING,
        RUNNING,
        GONE
    }

    public Machine {
        labels = Map.copyOf(labels);
    }
}
