package dev.muster.launcher.config;

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
public record Settings(List<String> words) {
    public static final Settings NONE = new Settings(List.of());

    public Settings {
        words = List.copyOf(words);
    }

    /** The tree as if the file had said so. Throws {@code UserError} for a word that is no setting. */
    Raw.Mapping applyTo(Raw.Mapping top, Problems problems) {
        Raw.Mapping result = top;
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new UserError("'" + word + "' is no setting", "write key=value, as in: max_workers=8");
            }
            Raw value = value(word.substring(equals + 1), "--set " + word.substring(0, equals), problems);
            List<String> path = Arrays.asList(word.substring(0, equals).strip().split("\\.", -1));
            result = with(result, new ArrayList<>(path), value);
        }
        return result;
    }

    private static Raw value(String text, String place, Problems problems) {
        Raw.Scalar nothing = new Raw.Scalar(Place.whole(place), "", Raw.Kind.EMPTY, true);
        return new YamlTree(place, problems)
                .read("value: " + text)
                .map(map -> map.entries().get("value"))
                .map(Raw.Entry::value)
                .orElse(nothing);
    }

    /** Maps on the way that are not there are made. */
    private static Raw.Mapping with(Raw.Mapping mapping, List<String> path, Raw value) {
        Map<String, Raw.Entry> entries = new LinkedHashMap<>(mapping.entries());
        String key = path.getFirst();
        Raw.Entry old = entries.get(key);
        Raw changed = value;
        if (path.size() > 1) {
            Raw.Mapping inner =
                    old != null && old.value() instanceof Raw.Mapping found ? found : Raw.Mapping.empty(value.place());
            changed = with(inner, path.subList(1, path.size()), value);
        }
        entries.put(key, new Raw.Entry(old == null ? value.place() : old.place(), changed));
        return new Raw.Mapping(mapping.place(), entries);
    }
}
