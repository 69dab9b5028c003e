package dev.muster.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every key that the reader knows, by its path: {@code *} stands for a name that the user chooses, {@code []} for an item of a list. */
final class KeyPaths {
    static final Map<String, Key> ALL = of(ConfigKeys.CLUSTER);

    /** Words that people know from elsewhere. */
    private static final Map<String, String> STRANGERS = Map.of(
            "ssh_port", "give 'port' to a host, or Port in ~/.ssh/config",
            "dependencies", "write them to an environment.yml and name it in 'file'",
            "working_dir", "use file_mounts",
            "workers", "list machines in 'hosts'");

    private KeyPaths() {}

    /** Every key of another file of ours. */
    static Map<String, Key> of(ValueForm form) {
        Map<String, Key> paths = new LinkedHashMap<>();
        walk(form, "", paths::put);
        return paths;
    }

    private static void walk(ValueForm form, String path, BiConsumer<String, Key> found) {
        switch (form) {
            case ValueForm.Fields fields ->
                fields.keys().forEach((name, key) -> {
                    String child = path.isEmpty() ? name : path + "." + name;
                    found.accept(child, key);
                    walk(key.form(), child, found);
                });
            case ValueForm.MapOf map -> walk(map.value(), path + ".*", found);
            case ValueForm.ListOf list -> walk(list.item(), path + "[]", found);
            case ValueForm.Either either -> either.forms().forEach(each -> walk(each, path, found));
            case ValueForm.Text text -> {}
            case ValueForm.Whole whole -> {}
            case ValueForm.Number number -> {}
            case ValueForm.Flag flag -> {}
            case ValueForm.Word word -> {}
            case ValueForm.Amount amount -> {}
            case ValueForm.Anything anything -> {}
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
