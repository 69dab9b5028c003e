package dev.muster.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A host to connect to, with all settings resolved. Its text is {@code user@address}, with the port if it is not 22.
 *
 * @param name the name in the cluster file, for messages
 * @param address the host name or IP address to connect to
 */
public record SshTarget(
        String name,
        String address,
        int port,
        String user,
        Keys keys,
        Route route,
        HostKeyRules hostKeys,
        Transport transport) {
    public SshTarget {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("invalid port: " + port);
        }
    }

    /** Creates a target with the default transport. */
    public SshTarget(
            String name, String address, int port, String user, Keys keys, Route route, HostKeyRules hostKeys) {
        this(name, address, port, user, keys, route, hostKeys, Transport.DEFAULT);
    }

    /** Returns the same host with another route. */
    public SshTarget withRoute(Route other) {
        return new SshTarget(name, address, port, user, keys, other, hostKeys, transport);
    }

    /** Returns the name in known_hosts files, with the port if it is not 22. */
    public String knownHostsName() {
        return hostKeys.alias().orElse(port == 22 ? address : "[" + address + "]:" + port);
    }

    /** Returns the name, user and address, for messages. */
    public String label() {
        return name + " (" + this + ")";
    }

    @Override
    public String toString() {
        return user + "@" + address + (port == 22 ? "" : ":" + port);
    }

    /**
     * The keys to offer to the host.
     *
     * @param files private keys, in the order in which they are tried. A missing file is skipped.
     * @param only whether keys of the agent that are not among the files are not offered
     * @param agent the socket of the ssh-agent
     * @param certificates certificate files that the ssh configuration names. Beside them, {@code KEY-cert.pub} is used for each key.
     */
    public record Keys(List<Path> files, boolean only, Optional<Path> agent, List<Path> certificates) {
        public Keys {
            files = List.copyOf(files);
            certificates = List.copyOf(certificates);
        }

        /** Creates keys without certificate files of their own. */
        public Keys(List<Path> files, boolean only, Optional<Path> agent) {
            this(files, only, agent, List.of());
        }
    }

    /**
     * How the connection is made.
     *
     * @param connectTimeout the time limit for the TCP connection and the key exchange, if the ssh configuration sets one
     * @param bindAddress the local address to connect from
     * @param forwardedAgent the socket of the agent that commands on the host may use
     */
    public record Transport(
            Optional<Duration> connectTimeout,
            AddressFamily family,
            Optional<String> bindAddress,
            Algorithms algorithms,
            Optional<Path> forwardedAgent) {
        public static final Transport DEFAULT = new Transport(
                Optional.empty(), AddressFamily.ANY, Optional.empty(), Algorithms.DEFAULT, Optional.empty());
    }

    /** Which addresses of a name are used. */
    public enum AddressFamily {
        ANY,
        INET,
        INET6
    }

    /**
     * Lists of algorithms in the form of ssh_config(5): names with commas between, and {@code +}, {@code -} or {@code ^} in front to change the
     * default list. Empty for the default list.
     */
    public record Algorithms(
            Optional<String> keyExchange, Optional<String> hostKey, Optional<String> cipher, Optional<String> mac) {
        public static final Algorithms DEFAULT =
                new Algorithms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The way to the host. */
    public sealed interface Route {
        /** A TCP connection from this machine. */
        record Direct() implements Route {}

        /** A connection through the last of these hosts. Each of them is reached through the one before it. */
        record Jumps(List<SshTarget> hosts) implements Route {
            public Jumps {
                hosts = List.copyOf(hosts);
            }
        }

        /** A connection over the standard input and output of a command that the user's shell runs. Tokens are expanded already. */
        record Command(String command) implements Route {}
    }

    /**
     * How the key of the host is checked.
     *
     * @param files known_hosts files of the user and the system. They are only read, before the pins of the cluster.
     * @param strict whether an unknown host is refused
     * @param alias the name of the host in known_hosts files, if the ssh configuration sets one
     */
    public record HostKeyRules(List<Path> files, boolean strict, Optional<String> alias) {
        public HostKeyRules {
            files = List.copyOf(files);
        }
    }
}
