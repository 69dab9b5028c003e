package dev.muster.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster gets its machines: the section {@code provider} of its file. Each provider has a record of its own, which only the config
 * reader and that provider know. All others ask the questions below, so that they work with any provider.
 */
public interface ProviderConfig {
    /** Returns the value of {@code provider.type} in the file. */
    String type();

    /** Returns the first port that the head tries to listen on. */
    int headPort();

    /** Returns the root folder on every host, if the file sets it: see {@code docs/on-a-host.md}. */
    Optional<String> stateDir();

    /** Returns the head's machine as messages and the status name it. */
    default String headHost() {
        return "head";
    }

    /** Returns whether all nodes run on the head's own machine, and share its resources and its root folder. */
    default boolean isOneMachine() {
        return false;
    }

    /** Returns the hosts that the file lists for workers; empty if the provider creates machines on demand. */
    default Optional<List<HostConfig>> listedHosts() {
        return Optional.empty();
    }

    /**
     * Returns this config as if the head were on another host, with the head's present host and all of {@code known} as worker hosts.
     *
     * @param headType the node type of the head, for a host that is not listed
     * @param known further hosts, for example those of an earlier file
     * @return empty if the provider creates machines on demand: its head has no listed host
     */
    default Optional<ProviderConfig> withHeadOn(String host, String headType, Collection<HostConfig> known) {
        return Optional.empty();
    }

    /** Returns every host that the file lists, the head's first; none if the provider creates machines on demand. */
    default List<HostConfig> allHosts() {
        return List.of();
    }
}
