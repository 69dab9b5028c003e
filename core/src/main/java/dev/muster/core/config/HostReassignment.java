package dev.muster.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** The hosts of one file by name, for checks of many nodes. */
    final class Rules {
        private final Optional<Map<String, HostConfig>> listed;

        private Rules(Optional<Map<String, HostConfig>> listed) {
            this.listed = listed;
        }

        public static Rules of(ProviderConfig provider) {
            return new Rules(provider.listedHosts()
                    .map(hosts -> hosts.stream()
                            .collect(Collectors.toMap(HostConfig::host, host -> host, (first, _) -> first))));
        }

        /**
         * @param host the host of the node; empty if it has none yet
         * @param type the node's type
         * @return empty if the node may stay; always for providers that create machines on demand
         */
        public Optional<HostReassignment> check(String host, String type) {
            if (listed.isEmpty() || host.isEmpty()) {
                return Optional.empty();
            }
            HostConfig now = listed.get().get(host);
            if (now == null) {
                return Optional.of(new HostRemoved(host));
            }
            String newType = now.nodeType();
            return newType.equals(type) ? Optional.empty() : Optional.of(new TypeChanged(host, newType));
        }
    }
}
