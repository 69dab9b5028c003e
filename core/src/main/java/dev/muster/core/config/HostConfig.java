package dev.muster.core.config;

import dev.muster.core.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A machine that exists, as the file gives it. What is empty comes from {@code auth} or the user's ssh configuration.
 *
 * @param host address, host name or alias of the user's ssh configuration
 * @param nodeType name of the node type that it serves
 * @param proxyJump the CLI's way to it
 * @param headProxyJump the head's way to it; empty: directly
 * @param resources declared for this host; they win over its type's
 * @param noResources names that are declared to be 0 for this host
 * @param labels of this host; they win over its type's
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

    /** Nothing declared to be 0. */
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
