package dev.muster.config.read;

import dev.muster.config.hosts.ListedPool;
import dev.muster.config.provider.ProviderFormat;
import dev.muster.config.provider.ProviderFormats;
import dev.muster.config.provider.UnsupportedProvider;
import dev.muster.config.schema.NearestWord;
import dev.muster.config.schema.ProviderKeys;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.core.config.ProviderConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The provider that a file names.
 *
 * @param name Muster's name for the provider, or Ray's if Muster does not support it
 * @param format empty if Muster does not support it
 */
public record ProviderType(String name, Optional<ProviderFormat> format) {
    private static final String LISTED = "local";
    private static final String DEFAULT = "process";
    private static final List<String> HOST_KEYS =
            List.of("head_ip", "worker_ips", "external_head_ip", "coordinator_address");

    /** Reads the type, and reports keys that belong to another provider. Reports an error and returns {@code process} if the type is invalid. */
    static ProviderType read(ConfigSection top) {
        ConfigSection provider = top.section("provider");
        String name = name(top, provider);
        ProviderType type = new ProviderType(name, ProviderFormats.find(name));
        if (type.format().isPresent()) {
            if (!type.listsHosts()) {
                HOST_KEYS.stream()
                        .filter(provider::given)
                        .forEach(key ->
                                provider.error(key, "is only valid with provider type local", "set type: local"));
            }
            warnOfUnusedKeys(top, provider, name);
        }
        return type;
    }

    /** Returns the node types of a file that lists none, the head's first. */
    List<String> impliedTypes(ListedPool pool) {
        if (format.isEmpty()) {
            return List.of("ray.head.default", "ray.worker.default");
        }
        boolean headOnly = listsHosts() && pool.workers().isEmpty();
        return headOnly ? List.of("head") : List.of("head", "worker");
    }

    boolean listsHosts() {
        return format.filter(ProviderFormat::listsHosts).isPresent();
    }

    ProviderConfig provider(SectionValues values) {
        return format.map(known -> known.read(values))
                .orElseGet(() -> new UnsupportedProvider(name, values.headPort(), values.stateDir()));
    }

    private static void warnOfUnusedKeys(ConfigSection top, ConfigSection provider, String type) {
        String message = "has no effect with provider type " + type;
        Stream.concat(ProviderKeys.CLOUD.stream(), ProviderKeys.ofOthers(type).stream())
                .filter(provider::given)
                .forEach(key -> provider.warning(key, message, ""));
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

    private static String name(ConfigSection top, ConfigSection provider) {
        if (!provider.given("type")) {
            return impliedName(top, provider);
        }
        String name = provider.text("type").orElse(DEFAULT);
        Optional<ProviderFormat> format = ProviderFormats.find(name);
        if (top.given("hosts") && format.filter(ProviderFormat::listsHosts).isEmpty()) {
            top.error("hosts", "is only valid with provider type local, not '" + name + "'");
        }
        if (format.isEmpty() && !ProviderKeys.RAY_ONLY.contains(name)) {
            List<String> known = Stream.concat(ProviderFormats.names().stream(), ProviderKeys.RAY_ONLY.stream())
                    .sorted()
                    .toList();
            String near = NearestWord.didYouMean(name, known);
            provider.error(
                    "type", "unknown provider '" + name + "'", near.isEmpty() ? "use " + supportedTypes() : near);
            return DEFAULT;
        }
        return format.map(ProviderFormat::type).orElse(name);
    }

    /** Returns the types as a hint lists them: {@code local or process}. */
    static String supportedTypes() {
        return String.join(
                " or ", ProviderFormats.all().stream().map(ProviderFormat::type).toList());
    }

    private static String impliedName(ConfigSection top, ConfigSection provider) {
        if (top.given("hosts")) {
            return LISTED;
        }
        if (top.raw("provider").filter(RawValue.Mapping.class::isInstance).isPresent()) {
            provider.error(
                    "type", "is required", "set it to " + supportedTypes() + ", or list your machines in 'hosts'");
        } else if (!top.given("provider")) {
            top.problems()
                    .error(
                            SourceLocation.whole(top.mapping().place().file()),
                            "provider",
                            "is required",
                            "set provider.type to " + supportedTypes() + ", or list your machines in 'hosts'");
        }
        return DEFAULT;
    }
}
