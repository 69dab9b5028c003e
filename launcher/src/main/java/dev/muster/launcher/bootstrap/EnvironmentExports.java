package dev.muster.launcher.bootstrap;

import dev.muster.core.Shell;
import dev.muster.core.config.EnvironmentConfig.EnvValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables of {@code env.sh}, without those of the engine. They include secret values, so this text is sent on standard input only. As in Ray,
 * {@code ${NAME}} in a value is what the variable is on the node; a variable of the same file is set before those that name it.
 */
final class EnvironmentExports {
    private final NodeSpec spec;
    private final Map<String, EnvValue> values;
    private final Map<String, String> exports = new LinkedHashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();

    private EnvironmentExports(NodeSpec spec) {
        this.spec = spec;
        this.values = new TreeMap<>(spec.config().environment().envVars());
    }

    static String of(NodeSpec spec) {
        return new EnvironmentExports(spec).text();
    }

    private String text() {
        exports.put("MUSTER_CLUSTER", Shell.quote(spec.config().name()));
        exports.put("MUSTER_NODE", Shell.quote(spec.marker().value()));
        exports.put("MUSTER_NODE_KEY", Shell.quote(spec.machine().key().value()));
        exports.put("MUSTER_NODE_TYPE", Shell.quote(spec.machine().type()));
        values.keySet().forEach(this::add);
        StringBuilder text = new StringBuilder();
        exports.forEach((name, word) ->
                text.append("export ").append(name).append('=').append(word).append('\n'));
        return text.toString();
    }

    private void add(String name) {
        EnvValue value = values.get(name);
        if (value == null || !begun.add(name)) {
            return;
        }
        switch (value) {
            case EnvValue.Literal(String text) -> {
                Shell.variablesIn(text).stream().sorted().forEach(this::add);
                exports.remove(name);
                exports.put(name, Shell.quoteWithVariables(text));
            }
            case EnvValue.FromEnv(String variable) ->
                exports.put(name, Shell.quote(spec.inputs().secret(variable)));
        }
    }
}
