package dev.muster.core.config;

import java.util.List;
import java.util.Optional;

/** Decides whether a node has to leave its host because the cluster's file no longer gives it that host. */
public sealed interface HostReassignment {
    /** The file no longer lists the host. */
    record HostRemoved(String host) implements HostReassignment {}

    /** The file lists the host for nodes of another type. */
    record TypeChanged(String host, String newType) implements HostReassignment {}

    /** Returns the reason, as it follows "because". */
    default String describe() {
        return switch (this) {
            case HostRemoved(String host) -> "its host " + host + " is no longer in the cluster's file";
            case TypeChanged(String host, String newType) ->
                "its host " + host + " is now of type " + newType + " in the cluster's file";
        };
    }

    /**
     * @param host the host of the node; empty if it has none yet
     * @param type the node's type
     * @return empty if the node may stay; always for providers that create machines on demand
     */
    static Optional<HostReassignment> of(ProviderConfig provider, String host, String type) {
        Optional<List<HostConfig>> listed = provider.listedHosts();
        if (listed.isEmpty() || host.isEmpty()) {
            return Optional.empty();
        }
        Optional<HostConfig> now =
                listed.get().stream().filter(each -> each.host().equals(host)).findFirst();
        if (now.isEmpty()) {
            return Optional.of(new HostRemoved(host));
        }
        String newType = now.get().nodeType();
        return newType.equals(type) ? Optional.empty() : Optional.of(new TypeChanged(host, newType));
    }
}
