package dev.muster.core.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment that is active for setup, exec, attach, jobs and the engine.
 *
 * @param modules environment modules, which are loaded first
 * @param pyenv a version or virtual environment of pyenv
 */
public record EnvironmentConfig(
        List<String> modules,
        Optional<Conda> conda,
        Optional<String> pyenv,
        Optional<String> venv,
        Optional<Pip> pip,
        Map<String, EnvValue> envVars) {
    public static final EnvironmentConfig NONE = of(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public EnvironmentConfig {
        modules = List.copyOf(modules);
        envVars = Collections.unmodifiableMap(new TreeMap<>(envVars));
    }

    /** Returns an environment without modules and pyenv. */
    public static EnvironmentConfig of(
            Optional<Conda> conda, Optional<String> venv, Optional<Pip> pip, Map<String, EnvValue> envVars) {
        return new EnvironmentConfig(List.of(), conda, Optional.empty(), venv, pip, envVars);
    }

    /**
     * A conda environment, which is created if it is missing. Either {@code name} or {@code prefix} is present.
     *
     * @param file path of an environment.yml on the user's machine
     * @param root where conda, mamba or micromamba is installed, if not in one of the usual places
     */
    public record Conda(Optional<String> name, Optional<String> prefix, Optional<String> file, Optional<String> root) {}

    /** Packages to install with pip. */
    public sealed interface Pip {
        record Packages(List<String> packages) implements Pip {
            public Packages {
                packages = List.copyOf(packages);
            }
        }

        /** A requirements file on the user's machine. */
        record Requirements(String file) implements Pip {}
    }

    /** The value of an environment variable. */
    public sealed interface EnvValue {
        record Literal(String value) implements EnvValue {}

        /** A secret from the environment of the user who runs {@code up}. Its value is never logged or printed. */
        record FromEnv(String variable) implements EnvValue {}
    }
}
