package dev.muster.config;

import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Words such as {@code available_node_types.cpu.max_workers=8}: what to take instead of what the file says. They are checked as the file is; a
 * value is read as YAML.
 */
public record SettingOverrides(List<String> words) {
    public static final SettingOverrides NONE = new SettingOverrides(List.of());

    public SettingOverrides {
        words = List.copyOf(words);
    }

    /** The tree as if the file had said so. Throws {@code UserError} for a word that is no setting. */
    RawValue.Mapping applyTo(RawValue.Mapping top, Problems problems) {
        RawValue.Mapping result = top;
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new UserError("'" + word + "' is no setting", "write key=value, as in: max_workers=8");
            }
            RawValue value = value(word.substring(equals + 1), "--set " + word.substring(0, equals), problems);
            List<String> path = Arrays.asList(word.substring(0, equals).strip().split("\\.", -1));
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

    /** Maps on the way that are not there are made. */
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
