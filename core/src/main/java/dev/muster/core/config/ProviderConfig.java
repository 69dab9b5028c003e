package dev.muster.core.config;

import java.util.List;
import java.util.Optional;

/** Where machines come from. */
public sealed interface ProviderConfig {
    /** As the file names it. */
    String type();

    /** Where the head's port search begins. */
    int headPort();

    /** The root on every host, where it is given: see {@code docs/on-a-host.md}. */
    Optional<String> stateDir();

    /** Every node is a set of processes on this machine. */
    record ProcessNodes(int headPort, Optional<String> stateDir) implements ProviderConfig {
        @Override
        public String type() {
            return "process";
        }
    }

    /** Machines that exist: a pool of hosts reached over SSH. The head is not among the workers. */
    record LocalHosts(HostConfig head, List<HostConfig> workers, int headPort, Optional<String> stateDir)
            implements ProviderConfig {
        public LocalHosts {
            workers = List.copyOf(workers);
        }

        /** The worker's host of that name; empty where it is not, or no longer, in the file. */
        public Optional<HostConfig> worker(String name) {
            return workers.stream().filter(host -> host.host().equals(name)).findFirst();
        }

        @Override
        public String type() {
            return "local";
        }
    }

    /** A provider that is read but not carried out yet, such as {@code aws}: good for {@code validate}, refused by {@code up}. */
    record NotCarriedOut(String type, int headPort, Optional<String> stateDir) implements ProviderConfig {}
}
