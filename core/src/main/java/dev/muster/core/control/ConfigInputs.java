package dev.muster.core.control;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a config refers to on the machine that ran {@code up}, as it was then.
 *
 * @param secrets the values of {@code from_env} variables by name; stored only in a file of mode 0600, never in the journal or a log
 * @param files the texts of small files (requirements, environment.yml) by their path in the config, and the digest of what {@code
 *     file_mounts} copies by {@code "file_mounts PATH"}
 */
public record ConfigInputs(Map<String, String> secrets, Map<String, String> files) {
    private static final String BESIDE = " needs ";

    public static final ConfigInputs NONE = new ConfigInputs(Map.of(), Map.of());

    public ConfigInputs {
        secrets = Map.copyOf(secrets);
        files = Map.copyOf(files);
    }

    /** Returns an empty string if it is missing. */
    public String secret(String variable) {
        return secrets.getOrDefault(variable, "");
    }

    /** Returns an empty string if it is missing. */
    public String file(String path) {
        return files.getOrDefault(path, "");
    }

    /** Returns the key in {@code files} of a file that the file of the config refers to, and that lies beside it on the nodes. */
    public static String beside(String path, String name) {
        return path + BESIDE + name;
    }

    /** Returns the files that the file of the config refers to, by their names on the nodes. */
    public Map<String, String> filesOf(String path) {
        String start = path + BESIDE;
        Map<String, String> found = new TreeMap<>();
        files.forEach((key, text) -> {
            if (key.startsWith(start)) {
                found.put(key.substring(start.length()), text);
            }
        });
        return found;
    }

    /** Leaves out the values, because they are secret. */
    @Override
    public String toString() {
        return "ConfigInputs[secrets " + secrets.keySet() + ", files " + files.keySet() + "]";
    }
}
