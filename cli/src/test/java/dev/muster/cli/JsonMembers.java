package dev.muster.cli;

import dev.muster.cli.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths of JSON members, such as {@code nodes[].name}: those that a value has, and those that docs/json.md lists. */
final class JsonMembers {
    /** Objects whose members have names that users, hosts or events choose. */
    private static final Set<String> OPEN = Set.of(
            "nodes[].resources.total",
            "nodes[].resources.available",
            "nodes[].labels",
            "resources.total",
            "resources.available",
            "demand[].resources",
            "engine_view.pending[].resources",
            "nodes[].work[].resources",
            "hosts[].facts",
            "details",
            "runs[].node_hours_by_type");

    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$");
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]*`) \\|.*$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private JsonMembers() {}

    /** Returns the paths of all members of the lines, which are one JSON object each. */
    static Set<String> of(List<String> lines) {
        Set<String> paths = new TreeSet<>();
        lines.forEach(line -> collect(Json.read(line), "", paths));
        return paths;
    }

    private static void collect(@Nullable Object value, String path, Set<String> paths) {
        if (OPEN.contains(path)) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                String inner = path.isEmpty() ? String.valueOf(name) : path + "." + name;
                paths.add(inner);
                collect(member, inner, paths);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(member -> collect(member, path + "[]", paths));
        }
    }

    /** Returns the paths in the first column of the tables below each heading of the document. */
    static Map<String, Set<String>> documented(String document) {
        Map<String, Set<String>> byHeading = new TreeMap<>();
        String heading = "";
        for (String line : document.lines().toList()) {
            Matcher title = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (title.matches()) {
                heading = title.group(1).replace("`", "");
            } else if (row.matches()) {
                Set<String> paths = byHeading.computeIfAbsent(heading, _ -> new TreeSet<>());
                NAME.matcher(row.group(1)).results().forEach(name -> paths.add(name.group(1)));
            }
        }
        return byHeading;
    }
}
