package dev.muster.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which provider a file wishes, and which of its keys belong to another one. */
final class ProviderType {
    private static final List<String> HOST_KEYS =
            List.of("head_ip", "worker_ips", "external_head_ip", "coordinator_address");

    private ProviderType() {}

    /** Our word for it, or Ray's where we do not have it; {@code process} where it is wrong, with an error. */
    static String read(ConfigSection top) {
        ConfigSection provider = top.section("provider");
        String type = type(top, provider);
        if (type.equals("process")) {
            HOST_KEYS.stream()
                    .filter(provider::given)
                    .forEach(key -> provider.error(key, "belongs to the provider local", "type: local"));
        }
        if (ProviderKeys.OURS.containsValue(type)) {
            warnOfCloudKeys(top, provider, type);
        }
        return type;
    }

    private static void warnOfCloudKeys(ConfigSection top, ConfigSection provider, String type) {
        String message = "has no effect with the provider " + type;
        ProviderKeys.CLOUD.stream().filter(provider::given).forEach(key -> provider.warning(key, message, ""));
        ConfigSection types = top.section("available_node_types");
        for (String name : types.names()) {
            ConfigSection nodeType = types.section(name);
            if (!nodeType.section("node_config").names().isEmpty()) {
                nodeType.warning("node_config", message, "");
            }
        }
    }

    /** Ray leaves {@code provider} open: the keys of providers that we do not have are not for us to judge. */
    static Set<String> openMaps(ConfigSection top) {
        Optional<String> type = top.section("provider").text("type");
        return type.filter(ProviderKeys.RAYS::contains).isPresent() ? Set.of("provider") : Set.of();
    }

    private static String type(ConfigSection top, ConfigSection provider) {
        if (!provider.given("type")) {
            if (top.given("hosts")) {
                return "local";
            }
            if (top.raw("provider").filter(RawValue.Mapping.class::isInstance).isPresent()) {
                provider.error("type", "is needed", "process, local, or list your machines in 'hosts'");
            } else if (!top.given("provider")) {
                top.problems()
                        .error(
                                SourceLocation.whole(top.mapping().place().file()),
                                "provider",
                                "is needed",
                                "or list your machines in 'hosts'");
            }
            return "process";
        }
        String word = provider.text("type").orElse("process");
        String type = ProviderKeys.OURS.getOrDefault(word, word);
        if (top.given("hosts") && !type.equals("local")) {
            top.error("hosts", "belongs to the provider local, not to '" + word + "'");
        }
        if (!ProviderKeys.OURS.containsKey(word) && !ProviderKeys.RAYS.contains(word)) {
            List<String> known = Stream.concat(ProviderKeys.OURS.keySet().stream(), ProviderKeys.RAYS.stream())
                    .sorted()
                    .toList();
            String near = NearestWord.didYouMean(word, known);
            provider.error("type", "there is no provider '" + word + "'", near.isEmpty() ? "process or local" : near);
            return "process";
        }
        return type;
    }
}
