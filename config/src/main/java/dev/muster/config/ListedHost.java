package dev.muster.config;

import dev.muster.core.config.HostConfig;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A host as listed, before it is known which node type it serves. */
record ListedHost(
        SourceLocation place,
        String path,
        String host,
        Optional<String> nodeType,
        Ways ways,
        DeclaredResources resources,
        Map<String, String> labels) {

    /** How it is reached. */
    record Ways(
            Optional<String> user,
            OptionalInt port,
            Optional<String> privateKey,
            Optional<String> proxyJump,
            Optional<String> headProxyJump) {
        static final Ways DEFAULT =
                new Ways(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ListedHost plain(SourceLocation place, String path, String host) {
        return new ListedHost(place, path, host, Optional.empty(), Ways.DEFAULT, DeclaredResources.NOTHING, Map.of());
    }

    HostConfig of(String type) {
        return new HostConfig(
                host,
                ways.user(),
                ways.port(),
                ways.privateKey(),
                ways.proxyJump(),
                ways.headProxyJump(),
                type,
                resources.amounts(),
                resources.none(),
                labels);
    }
}
