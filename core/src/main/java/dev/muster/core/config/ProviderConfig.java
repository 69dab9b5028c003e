package dev.muster.core.config;

import java.util.List;
import java.util.Optional;

/** How a cluster gets its machines. */
public sealed interface ProviderConfig {
    /** Returns the value of {@code provider.type} in the file. */
    String type();

    /** Returns the first port that the head tries to listen on. */
    int headPort();

    /** Returns the root folder on every host, if the file sets it: see {@code docs/on-a-host.md}. */
    Optional<String> stateDir();

    /** Runs every node as a set of processes on this machine. */
    record ProcessNodes(int headPort, Optional<String> stateDir) implements ProviderConfig {
        @Override
        public String type() {
            return "process";
        }
    }

    /** Uses a pool of existing hosts over SSH. The head's host is not among the workers. */
    record LocalHosts(HostConfig head, List<HostConfig> workers, int headPort, Optional<String> stateDir)
            implements ProviderConfig {
        public LocalHosts {
            workers = List.copyOf(workers);
        }

        /** Finds a worker host by name; empty if it is not, or no longer, in the file. */
        public Optional<HostConfig> worker(String name) {
            return workers.stream().filter(host -> host.host().equals(name)).findFirst();
        }

        @Override
        public String type() {
            return "local";
        }
    }

    /** A provider that is not supported yet, such as {@code aws}. {@code validate} accepts it and {@code up} refuses it. */
    record Unsupported(String type, int headPort, Optional<String> stateDir) implements ProviderConfig {}
}
