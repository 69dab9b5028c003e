package dev.muster.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One host, every setting resolved.
 *
 * @param name what people call it, as the cluster's file does
 * @param address host name or address that is dialled
 */
public record SshTarget(
        String name, String address, int port, String user, Keys keys, Route route, HostKeyRules hostKeys) {
    public SshTarget {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no such port: " + port);
        }
    }

    /** As known_hosts writes it: the port only where it is not 22. */
    public String knownHostsName() {
        return hostKeys.alias().orElse(port == 22 ? address : "[" + address + "]:" + port);
    }

    /** For messages: the name, and what it stands for. */
    public String label() {
        return name + " (" + this + ")";
    }

    @Override
    public String toString() {
        return user + "@" + address + (port == 22 ? "" : ":" + port);
    }

    /**
     * @param files private keys in the order in which they are tried; a file that is missing is passed over
     * @param only whether the agent's other keys are left alone
     * @param agent the agent's socket
     */
    public record Keys(List<Path> files, boolean only, Optional<Path> agent) {
        public Keys {
            files = List.copyOf(files);
        }
    }

    /** How the first byte gets there. */
    public sealed interface Route {
        record Direct() implements Route {}

        /** Through the last of these hosts, which is reached through the one before it. */
        record Jumps(List<SshTarget> hosts) implements Route {
            public Jumps {
                hosts = List.copyOf(hosts);
            }
        }

        /** Over standard input and output of a command of the user's, tokens filled in; run by sh. */
        record Command(String command) implements Route {}
    }

    /**
     * @param files known_hosts files of the user and the system, read only; the cluster's own pins come after them
     * @param strict whether an unknown host is refused
     * @param alias name in known_hosts, where the user's configuration gives another one
     */
    public record HostKeyRules(List<Path> files, boolean strict, Optional<String> alias) {
        public HostKeyRules {
            files = List.copyOf(files);
        }
    }
}
