package dev.muster.config;

import dev.muster.config.provider.ProviderFormats;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.ProviderConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the key {@code provider} of the full form. */
final class ProviderWriter {
    private ProviderWriter() {}

    static Map<String, Object> of(ProviderConfig provider) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", provider.type());
        ProviderFormats.find(provider.type())
                .ifPresent(format -> format.write(provider).forEach((key, value) -> map.put(key, written(value))));
        map.put("head_port", provider.headPort());
        ConfigWriter.put(map, "state_dir", provider.stateDir());
        return map;
    }

    private static Object written(Object value) {
        return switch (value) {
            case HostConfig host -> host(host);
            case List<?> list -> list.stream().map(ProviderWriter::written).toList();
            default -> value;
        };
    }

    private static Map<String, Object> host(HostConfig host) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host.host());
        ConfigWriter.put(map, "user", host.user());
        host.port().ifPresent(port -> map.put("port", port));
        ConfigWriter.put(map, "ssh_private_key", host.privateKey());
        ConfigWriter.put(map, "proxy_jump", host.proxyJump());
        ConfigWriter.put(map, "head_proxy_jump", host.headProxyJump());
        map.put("node_type", host.nodeType());
        ConfigWriter.putUnlessEmpty(map, "resources", ConfigWriter.resources(host.resources(), host.noResources()));
        ConfigWriter.putUnlessEmpty(map, "labels", new TreeMap<>(host.labels()));
        return map;
    }
}
