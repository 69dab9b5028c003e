package dev.muster.core.control;

import java.util.Map;

/**
 * What a config refers to on the machine of the person who ran {@code up}, as it was then.
 *
 * @param secrets values of {@code from_env} variables by variable name: in a file of mode 0600 only, never in journal or log
 * @param files texts of small files (requirements, environment.yml) by the path that the config has; the digest of what {@code file_mounts} copies by
 *     {@code "file_mounts PATH"}
 */
public record ConfigInputs(Map<String, String> secrets, Map<String, String> files) {
    public static final ConfigInputs NONE = new ConfigInputs(Map.of(), Map.of());

    public ConfigInputs {
        secrets = Map.copyOf(secrets);
        files = Map.copyOf(files);
    }

    /** Empty where it was not given. */
    public String secret(String variable) {
        return secrets.getOrDefault(variable, "");
    }

    /** Empty where it was not given. */
    public String file(String path) {
        return files.getOrDefault(path, "");
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "Inputs[secrets " + secrets.keySet() + ", files " + files.keySet() + "]";
    }
}
