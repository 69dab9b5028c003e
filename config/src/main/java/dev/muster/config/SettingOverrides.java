package dev.muster.config;

import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.config.yaml.YamlTree;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings that replace values of the file, such as {@code available_node_types.cpu.max_workers=8}. They are checked like the file. A value
 * is read as YAML.
 */
public record SettingOverrides(List<String> settings) {
    public static final SettingOverrides NONE = new SettingOverrides(List.of());

    public SettingOverrides {
        settings = List.copyOf(settings);
    }

    /** Returns the tree as if the file contained the settings. @throws UserError if a setting has no {@code =} */
    RawValue.Mapping applyTo(RawValue.Mapping top, Problems problems) {
        RawValue.Mapping result = top;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UserError("'" + setting + "' is not a setting", "write key=value, for example max_workers=8");
            }
            RawValue value = value(setting.substring(equals + 1), "--set " + setting.substring(0, equals), problems);
            List<String> path =
                    Arrays.asList(setting.substring(0, equals).strip().split("\\.", -1));
            result = with(result, new ArrayList<>(path), value);
        }
        return result;
    }

    private static RawValue value(String text, String place, Problems problems) {
        RawValue.Scalar nothing = new RawValue.Scalar(SourceLocation.whole(place), "", RawValue.Kind.EMPTY, true);
        return new YamlTree(place, problems)
                .read("value: " + text)
                .map(map -> map.entries().get("value"))
                .map(RawValue.Entry::value)
                .orElse(nothing);
    }

    /** Creates missing mappings on the path. */
    private static RawValue.Mapping with(RawValue.Mapping mapping, List<String> path, RawValue value) {
        Map<String, RawValue.Entry> entries = new LinkedHashMap<>(mapping.entries());
        String key = path.getFirst();
        RawValue.Entry old = entries.get(key);
        RawValue changed = value;
        if (path.size() > 1) {
            RawValue.Mapping inner = old != null && old.value() instanceof RawValue.Mapping found
                    ? found
                    : RawValue.Mapping.empty(value.place());
            changed = with(inner, path.subList(1, path.size()), value);
        }
        entries.put(key, new RawValue.Entry(old == null ? value.place() : old.place(), changed));
        return new RawValue.Mapping(mapping.place(), entries);
    }
}
