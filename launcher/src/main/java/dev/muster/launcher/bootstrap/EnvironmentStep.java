package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.Shell;
import dev.muster.core.config.EnvironmentConfig.EnvValue;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code env.sh}: setup, exec, attach, jobs and the engine source it and nothing else. */
final class EnvironmentStep {
    private static final String WRITE = """
            umask 077; cat >"$node/env.sh.new"; mv "$node/env.sh.new" "$node/env.sh"
            """;

    private EnvironmentStep() {}

    static Step of(NodeSpec spec) {
        String text = environment(spec);
        return new Step(StepIds.ENVIRONMENT, Digest.of(text), shell -> shell.runWithInput(WRITE, text));
    }

    static String environment(NodeSpec spec) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MUSTER_CLUSTER", spec.config().name());
        variables.put("MUSTER_NODE", spec.marker().value());
        variables.put("MUSTER_NODE_KEY", spec.machine().key().value());
        variables.put("MUSTER_NODE_TYPE", spec.machine().type());
        spec.config().environment().envVars().forEach((name, value) -> variables.put(name, resolved(value, spec)));
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append("export ")
                .append(name)
                .append('=')
                .append(Shell.quote(value))
                .append('\n'));
        return text.toString();
    }

    private static String resolved(EnvValue value, NodeSpec spec) {
        return switch (value) {
            case EnvValue.Literal(String text) -> text;
            case EnvValue.FromEnv(String variable) -> spec.secrets().getOrDefault(variable, "");
        };
    }
}
