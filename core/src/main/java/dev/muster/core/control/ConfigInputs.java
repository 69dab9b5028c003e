package dev.muster.core.control;

import java.util.Map;

/**
 * What a config refers to on the machine that ran {@code up}, as it was then.
 *
 * @param secrets the values of {@code from_env} variables by name; stored only in a file of mode 0600, never in the journal or a log
 * @param files the texts of small files (requirements, environment.yml) by their path in the config, and the digest of what {@code
 *     file_mounts} copies by {@code "file_mounts PATH"}
 */
public record ConfigInputs(Map<String, String> secrets, Map<String, String> files) {
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

    /** Leaves out the values, because they are secret. */
    @Override
    public String toString() {
        return "ConfigInputs[secrets " + secrets.keySet() + ", files " + files.keySet() + "]";
    }
}
