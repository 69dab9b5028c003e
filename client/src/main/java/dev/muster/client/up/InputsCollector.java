package dev.muster.client.up;

import dev.muster.config.packages.PackageFile;
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

/**
 * Collects the files and secrets on the operator's machine to which a config refers, so that the head has its own copy.
 *
 * @param environment the environment variables of the operator
 */
public record InputsCollector(Map<String, String> environment) {
    private static final long LONGEST_FILE = 1 << 20;

    /**
     * Returns the secrets and files of a config. File mounts are copied separately; only their digest is included, so that the head notices changes.
     * Throws {@link UserError} if a variable is not set or a file cannot be read.
     */
    public ConfigInputs collect(ClusterConfig config, List<Mount> mounts) {
        Map<String, String> files = files(config.environment());
        mounts.forEach(
                mount -> files.put("file_mounts " + mount.target(), mount.tree().digest()));
        return new ConfigInputs(secrets(config.environment()), files);
    }

    private Map<String, String> secrets(EnvironmentConfig environmentConfig) {
        Map<String, String> values = new TreeMap<>();
        environmentConfig.envVars().forEach((name, value) -> {
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
                    "environment.env_vars." + name + ": variable '" + variable + "' is not set on this machine",
                    "set it, then run the command again: export " + variable + "=VALUE");
        }
        return value;
    }

    private static Map<String, String> files(EnvironmentConfig environmentConfig) {
        Map<String, String> texts = new TreeMap<>();
        environmentConfig.conda().flatMap(Conda::file).ifPresent(path -> add(path, PackageFile::conda, texts));
        environmentConfig.pip().ifPresent(pip -> {
            if (pip instanceof Pip.Requirements(String path)) {
                add(path, PackageFile::requirements, texts);
            }
        });
        return texts;
    }

    private interface PackageFiles {
        PackageFile read(Path file) throws IOException;
    }

    private static void add(String path, PackageFiles files, Map<String, String> texts) {
        try {
            if (Files.size(Path.of(path)) > LONGEST_FILE) {
                throw new UserError(
                        path + " is larger than 1 MiB",
                        "give a smaller file in environment.conda.file or environment.pip");
            }
            PackageFile file = files.read(Path.of(path));
            if (!file.refused().isEmpty()) {
                throw new UserError(file.refused().getFirst(), PackageFile.HINT);
            }
            texts.put(path, file.text());
            file.beside().forEach((name, text) -> texts.put(ConfigInputs.beside(path, name), text));
        } catch (IOException e) {
            throw new UserError("cannot read " + path + ": " + e.getMessage());
        }
    }
}
