package dev.muster.config.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Lists every key that the reader knows by its path. {@code *} stands for a name that the user chooses, {@code []} for an item of a list. */
public final class KeyPaths {
    public static final Map<String, Key> ALL = of(ConfigKeys.CLUSTER);

    /** Keys that users know from other tools. */
    private static final Map<String, String> KEYS_OF_OTHER_TOOLS = Map.of(
            "ssh_port", "set 'port' on a host, or Port in ~/.ssh/config",
            "dependencies", "write them to an environment.yml and set 'file' to its path",
            "working_dir", "use file_mounts",
            "workers", "list the machines in 'hosts'");

    private KeyPaths() {}

    /** Returns every key of a form. */
    public static Map<String, Key> of(ValueForm form) {
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
            case ValueForm.Choice choice -> {}
            case ValueForm.Amount amount -> {}
            case ValueForm.Anything anything -> {}
        }
    }

    /** Returns a hint about where a misplaced key belongs; empty if it belongs nowhere. */
    public static String placeHint(String name) {
        if (KEYS_OF_OTHER_TOOLS.containsKey(name)) {
            return KEYS_OF_OTHER_TOOLS.getOrDefault(name, "");
        }
        return placeHint(name, ALL);
    }

    public static String placeHint(String name, Map<String, Key> paths) {
        List<String> places = paths.keySet().stream()
                .filter(path -> path.endsWith("." + name))
                .map(path -> path.substring(0, path.length() - name.length() - 1))
                .filter(path -> !path.startsWith("runtime_env"))
                .limit(2)
                .toList();
        if (!places.isEmpty()) {
            return "move it below '" + String.join("' or '", places) + "'";
        }
        return paths.containsKey(name) ? "move it to the top level" : "";
    }
}
