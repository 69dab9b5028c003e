package dev.muster.core.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is active for setup, exec, attach, jobs and the engine alike. */
public record EnvironmentConfig(
        Optional<Conda> conda, Optional<String> venv, Optional<Pip> pip, Map<String, EnvValue> envVars) {
    public static final EnvironmentConfig NONE =
            new EnvironmentConfig(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public EnvironmentConfig {
        envVars = Collections.unmodifiableMap(new TreeMap<>(envVars));
    }

    /**
     * A conda environment, created where it is missing.
     *
     * @param name or {@code prefix}: one of them is given
     * @param file environment.yml on the user's machine
     * @param root where conda, mamba or micromamba is installed, where it is not in the usual places
     */
    public record Conda(Optional<String> name, Optional<String> prefix, Optional<String> file, Optional<String> root) {}

    public sealed interface Pip {
        record Packages(List<String> packages) implements Pip {
            public Packages {
                packages = List.copyOf(packages);
            }
        }

        /** A requirements file on the user's machine. */
        record Requirements(String file) implements Pip {}
    }

    public sealed interface EnvValue {
        record Literal(String value) implements EnvValue {}

        /** Taken from the environment of the person who runs {@code up}; a secret: never journalled, never printed. */
        record FromEnv(String variable) implements EnvValue {}
    }
}
