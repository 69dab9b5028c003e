package dev.muster.core.config;

import dev.muster.core.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A host that the file lists. Missing values come from {@code auth} or from the user's SSH configuration.
 *
 * @param host address, host name, or alias of the user's SSH configuration. It identifies the host, so its port follows if the file lists several
 *     ports of one address: {@code 203.0.113.10:32001}.
 * @param nodeType the name of its node type
 * @param proxyJump the jump host between the user's machine and this host
 * @param headProxyJump the jump host between the head and this host; empty if the head connects directly
 * @param resources declared for this host; they override those of its type
 * @param noResources names that are declared to be 0 for this host
 * @param labels of this host; they override those of its type
 */
public record HostConfig(
        String host,
        Optional<String> user,
        OptionalInt port,
        Optional<String> privateKey,
        Optional<String> proxyJump,
        Optional<String> headProxyJump,
        String nodeType,
        Resources resources,
        Set<String> noResources,
        Map<String, String> labels) {
    public HostConfig {
        noResources = Set.copyOf(noResources);
        labels = Map.copyOf(labels);
    }

    /** Returns the identity of a host whose address is listed with several ports. */
    public static String withPort(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /** Returns the address, host name or alias, without the port that tells hosts of one address apart. */
    public String sshName() {
        int end = host.lastIndexOf(':');
        boolean hasPort = port.isPresent() && host.endsWith(":" + port.getAsInt());
        if (hasPort && host.startsWith("[")) {
            return host.substring(1, end - 1);
        }
        return hasPort && host.indexOf(':') == end ? host.substring(0, end) : host;
    }

    /** Creates a host without resources that are declared to be 0. */
    public HostConfig(
            String host,
            Optional<String> user,
            OptionalInt port,
            Optional<String> privateKey,
            Optional<String> proxyJump,
            Optional<String> headProxyJump,
            String nodeType,
            Resources resources,
            Map<String, String> labels) {
        this(host, user, port, privateKey, proxyJump, headProxyJump, nodeType, resources, Set.of(), labels);
    }
}
