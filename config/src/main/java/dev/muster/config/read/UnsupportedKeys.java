package dev.muster.config.read;

import dev.muster.config.provider.ProviderFormats;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.core.config.Problem;
import dev.muster.core.config.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keys that are read but not supported yet. They are an error for {@code up} and a warning for {@code validate}. To support one, remove
 * its line here and add it to the list in {@code UnsupportedKeysTest}.
 */
final class UnsupportedKeys {
    /** @param path the path of the key; {@code *} stands for a name that the user chose */
    record Rule(String path, Predicate<RawValue> when) {}

    static final List<Rule> RULES = List.of(
            new Rule("docker", UnsupportedKeys::namesAnImage),
            new Rule("available_node_types.*.docker", raw -> true),
            new Rule("file_mounts_sync_continuously", UnsupportedKeys::isTrue),
            new Rule("provider.coordinator_address", raw -> true),
            new Rule("provider.external_head_ip", raw -> true),
            new Rule("provider.disable_node_updaters", UnsupportedKeys::isTrue));

    private UnsupportedKeys() {}

    /** Returns what {@code up} does not support in this file, with locations. */
    static List<Problem> in(ConfigSection top) {
        List<Problem> found = new ArrayList<>();
        for (Rule rule : RULES) {
            find(top, List.of(rule.path().split("\\.")), rule.when(), found);
        }
        top.section("provider")
                .text("type")
                .filter(name -> ProviderFormats.find(name).isEmpty())
                .ifPresent(name -> found.add(problem(
                        top.section("provider"),
                        "type",
                        "provider '" + name + "' is not supported yet",
                        "use " + ProviderType.supportedTypes())));
        return found.stream().sorted(Problems.BY_PLACE).toList();
    }

    private static void find(ConfigSection section, List<String> path, Predicate<RawValue> when, List<Problem> found) {
        String name = path.getFirst();
        List<String> names = name.equals("*") ? List.copyOf(section.names()) : List.of(name);
        for (String each : names) {
            if (path.size() > 1) {
                find(section.section(each), path.subList(1, path.size()), when, found);
            } else if (section.raw(each).filter(when).isPresent()) {
                found.add(problem(section, each, "is not supported yet", "remove it to continue without it"));
            }
        }
    }

    private static Problem problem(ConfigSection section, String key, String message, String hint) {
        SourceLocation place = section.given(key)
                ? section.place(key)
                : SourceLocation.whole(section.mapping().place().file());
        return new Problem(
                Severity.ERROR, place.file(), place.line(), place.column(), section.pathOf(key), message, hint);
    }

    private static boolean namesAnImage(RawValue raw) {
        if (!(raw instanceof RawValue.Mapping docker)) {
            return false;
        }
        return docker.entries().entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("image") || entry.getKey().equals("container_name"))
                .anyMatch(entry -> ScalarReader.text(entry.getValue().value())
                        .filter(text -> !text.isEmpty())
                        .isPresent());
    }

    private static boolean isTrue(RawValue raw) {
        return ScalarReader.flag(raw).orElse(false);
    }
}
