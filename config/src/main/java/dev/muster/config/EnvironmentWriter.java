package dev.muster.config;

import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.config.EnvironmentConfig.EnvValue;
import dev.muster.core.config.EnvironmentConfig.Pip;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the key {@code environment} of the full form. */
final class EnvironmentWriter {
    private EnvironmentWriter() {}

    static Map<String, Object> of(EnvironmentConfig environment) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!environment.modules().isEmpty()) {
            map.put("modules", environment.modules());
        }
        ConfigWriter.put(map, "conda", environment.conda().map(EnvironmentWriter::conda));
        ConfigWriter.put(map, "pyenv", environment.pyenv());
        ConfigWriter.put(map, "venv", environment.venv());
        ConfigWriter.put(map, "pip", environment.pip().map(EnvironmentWriter::pip));
        Map<String, Object> variables = new LinkedHashMap<>();
        environment.envVars().forEach((name, value) -> variables.put(name, value(value)));
        ConfigWriter.putUnlessEmpty(map, "env_vars", variables);
        return map;
    }

    private static Map<String, Object> conda(Conda conda) {
        Map<String, Object> map = new LinkedHashMap<>();
        ConfigWriter.put(map, "name", conda.name());
        ConfigWriter.put(map, "prefix", conda.prefix());
        ConfigWriter.put(map, "file", conda.file());
        ConfigWriter.put(map, "conda_root", conda.root());
        return map;
    }

    private static Object pip(Pip pip) {
        return switch (pip) {
            case Pip.Packages packages -> packages.packages();
            case Pip.Requirements requirements -> requirements.file();
        };
    }

    private static Object value(EnvValue value) {
        return switch (value) {
            case EnvValue.Literal literal -> literal.value();
            case EnvValue.FromEnv fromEnv -> Map.of("from_env", fromEnv.variable());
        };
    }
}
