package dev.muster.config.read;

import dev.muster.config.schema.NearestWord;
import dev.muster.config.schema.ProviderKeys;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the provider's type, and reports keys that belong to another provider. */
public final class ProviderType {
    private static final List<String> HOST_KEYS =
            List.of("head_ip", "worker_ips", "external_head_ip", "coordinator_address");

    private ProviderType() {}

    /** Returns Muster's name for the provider, or Ray's if Muster does not support it. Reports an error and returns {@code process} if it is invalid. */
    static String read(ConfigSection top) {
        ConfigSection provider = top.section("provider");
        String type = type(top, provider);
        if (type.equals("process")) {
            HOST_KEYS.stream()
                    .filter(provider::given)
                    .forEach(key -> provider.error(key, "is only valid with provider type local", "set type: local"));
        }
        if (ProviderKeys.SUPPORTED.containsValue(type)) {
            warnOfCloudKeys(top, provider, type);
        }
        return type;
    }

    private static void warnOfCloudKeys(ConfigSection top, ConfigSection provider, String type) {
        String message = "has no effect with provider type " + type;
        ProviderKeys.CLOUD.stream().filter(provider::given).forEach(key -> provider.warning(key, message, ""));
        ConfigSection types = top.section("available_node_types");
        for (String name : types.names()) {
            ConfigSection nodeType = types.section(name);
            if (!nodeType.section("node_config").names().isEmpty()) {
                nodeType.warning("node_config", message, "");
            }
        }
    }

    /** Returns the mappings that may contain unknown keys: {@code provider}, if only Ray supports the provider. */
    public static Set<String> openMaps(ConfigSection top) {
        Optional<String> type = top.section("provider").text("type");
        return type.filter(ProviderKeys.RAY_ONLY::contains).isPresent() ? Set.of("provider") : Set.of();
    }

    private static String type(ConfigSection top, ConfigSection provider) {
        if (!provider.given("type")) {
            if (top.given("hosts")) {
                return "local";
            }
            if (top.raw("provider").filter(RawValue.Mapping.class::isInstance).isPresent()) {
                provider.error("type", "is required", "set it to process or local, or list your machines in 'hosts'");
            } else if (!top.given("provider")) {
                top.problems()
                        .error(
                                SourceLocation.whole(top.mapping().place().file()),
                                "provider",
                                "is required",
                                "or list your machines in 'hosts'");
            }
            return "process";
        }
        String name = provider.text("type").orElse("process");
        String type = ProviderKeys.SUPPORTED.getOrDefault(name, name);
        if (top.given("hosts") && !type.equals("local")) {
            top.error("hosts", "is only valid with provider type local, not '" + name + "'");
        }
        if (!ProviderKeys.SUPPORTED.containsKey(name) && !ProviderKeys.RAY_ONLY.contains(name)) {
            List<String> known = Stream.concat(ProviderKeys.SUPPORTED.keySet().stream(), ProviderKeys.RAY_ONLY.stream())
                    .sorted()
                    .toList();
            String near = NearestWord.didYouMean(name, known);
            provider.error("type", "unknown provider '" + name + "'", near.isEmpty() ? "use process or local" : near);
            return "process";
        }
        return type;
    }
}
