package dev.muster.launcher.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every key that the reader knows, by its path: {@code *} stands for a name that the user chooses, {@code []} for an item of a list. */
final class KeyPaths {
    static final Map<String, Key> ALL = of(KnownKeys.CLUSTER);

    /** Words that people know from elsewhere. */
    private static final Map<String, String> STRANGERS = Map.of(
            "ssh_port", "give 'port' to a host, or Port in ~/.ssh/config",
            "dependencies", "write them to an environment.yml and name it in 'file'",
            "working_dir", "use file_mounts",
            "workers", "list machines in 'hosts'");

    private KeyPaths() {}

    /** Every key of another file of ours. */
    static Map<String, Key> of(Form form) {
        Map<String, Key> paths = new LinkedHashMap<>();
        walk(form, "", paths::put);
        return paths;
    }

    private static void walk(Form form, String path, BiConsumer<String, Key> found) {
        switch (form) {
            case Form.Fields fields ->
                fields.keys().forEach((name, key) -> {
                    String child = path.isEmpty() ? name : path + "." + name;
                    found.accept(child, key);
                    walk(key.form(), child, found);
                });
            case Form.MapOf map -> walk(map.value(), path + ".*", found);
            case Form.ListOf list -> walk(list.item(), path + "[]", found);
            case Form.Either either -> either.forms().forEach(each -> walk(each, path, found));
            case Form.Text text -> {}
            case Form.Whole whole -> {}
            case Form.Number number -> {}
            case Form.Flag flag -> {}
            case Form.Word word -> {}
            case Form.Amount amount -> {}
            case Form.Anything anything -> {}
        }
    }

    /** Where a key that stands in the wrong place would be right; empty where nowhere. */
    static String elsewhere(String name) {
        if (STRANGERS.containsKey(name)) {
            return STRANGERS.getOrDefault(name, "");
        }
        return elsewhere(name, ALL);
    }

    static String elsewhere(String name, Map<String, Key> paths) {
        List<String> places = paths.keySet().stream()
                .filter(path -> path.endsWith("." + name))
                .map(path -> path.substring(0, path.length() - name.length() - 1))
                .filter(path -> !path.startsWith("runtime_env"))
                .limit(2)
                .toList();
        if (!places.isEmpty()) {
            return "it belongs below '" + String.join("' or '", places) + "'";
        }
        return paths.containsKey(name) ? "it belongs at the top" : "";
    }
}
