package dev.muster.client.up;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.config.EnvironmentConfig.EnvValue;
import dev.muster.core.config.EnvironmentConfig.Pip;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.UserError;
import dev.muster.transfer.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what a config refers to on the operator's machine, so that the head needs nothing of it later. */
public record InputsCollector(Map<String, String> environment) {
    private static final long LONGEST_FILE = 1 << 20;

    /** What is copied goes another way; its digest is among the files, so that the head sees that it changed. */
    public ConfigInputs of(ClusterConfig config, List<Mount> mounts) {
        Map<String, String> files = files(config.environment());
        mounts.forEach(
                mount -> files.put("file_mounts " + mount.target(), mount.tree().digest()));
        return new ConfigInputs(secrets(config.environment()), files);
    }

    private Map<String, String> secrets(EnvironmentConfig wished) {
        Map<String, String> values = new TreeMap<>();
        wished.envVars().forEach((name, value) -> {
            if (value instanceof EnvValue.FromEnv(String variable)) {
                values.put(variable, secret(name, variable));
            }
        });
        return values;
    }

    private String secret(String name, String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw new UserError(
                    "environment.env_vars." + name + ": from_env names '" + variable + "', which is not set here",
                    "export " + variable + " before this command");
        }
        return value;
    }

    private static Map<String, String> files(EnvironmentConfig wished) {
        Map<String, String> texts = new TreeMap<>();
        wished.conda().flatMap(Conda::file).ifPresent(path -> texts.put(path, text(path)));
        wished.pip().ifPresent(pip -> {
            if (pip instanceof Pip.Requirements(String path)) {
                texts.put(path, text(path));
            }
        });
        return texts;
    }

    private static String text(String path) {
        try {
            if (Files.size(Path.of(path)) > LONGEST_FILE) {
                throw new UserError(path + " has more than 1 MiB", "is it the right file?");
            }
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + e.getMessage());
        }
    }
}
