package dev.muster.config.hosts;

import dev.muster.config.section.DeclaredResources;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.core.config.HostConfig;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A host of the file before its node type is known. */
public record ListedHost(
        SourceLocation place,
        String path,
        String host,
        Optional<String> nodeType,
        Connection connection,
        DeclaredResources resources,
        Map<String, String> labels) {

    /** How the host is reached. */
    record Connection(
            Optional<String> user,
            OptionalInt port,
            Optional<String> privateKey,
            Optional<String> proxyJump,
            Optional<String> headProxyJump) {
        static final Connection DEFAULT = new Connection(
                Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static ListedHost plain(SourceLocation place, String path, String host) {
        return new ListedHost(
                place, path, host, Optional.empty(), Connection.DEFAULT, DeclaredResources.NOTHING, Map.of());
    }

    /** Returns the port of SSH: the file's, or else the usual one. */
    int sshPort() {
        return connection.port().orElse(22);
    }

    /** Returns the same host, identified by its address and port. Without a port in the file, the address alone identifies it. */
    ListedHost identifiedByPort() {
        return connection.port().isEmpty()
                ? this
                : new ListedHost(
                        place,
                        path,
                        HostConfig.withPort(host, connection.port().getAsInt()),
                        nodeType,
                        connection,
                        resources,
                        labels);
    }

    public HostConfig withType(String type) {
        return new HostConfig(
                host,
                connection.user(),
                connection.port(),
                connection.privateKey(),
                connection.proxyJump(),
                connection.headProxyJump(),
                type,
                resources.amounts(),
                resources.none(),
                labels);
    }
}
