package dev.muster.launcher.bootstrap;

import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for programs in the environment of the head's node, if it exists already. Changes nothing and takes one round trip. */
public final class ProgramSearch {
    private static final String FOUND = "program=";

    private ProgramSearch() {}

    /**
     * Returns those of the programs that are there; none if the host cannot tell.
     *
     * @param root the root folder if it is known; otherwise the host chooses its own
     */
    public static List<String> run(RemoteHost host, Optional<String> root, ClusterConfig config, List<String> programs)
            throws InterruptedException {
        Map<String, String> variables = new HashMap<>(environment(config.environment()));
        variables.put("root", root.orElse(""));
        variables.put("cluster", config.name());
        variables.put("key", NodeKey.HEAD.value());
        ShellScript script = ShellScript.of(BootstrapScript.FIND_PROGRAMS, variables, programs);
        RunResult result = host.run(RemoteCommand.of(script.text()));
        return programs.stream()
                .filter(program -> result.out().lines().anyMatch((FOUND + program)::equals))
                .toList();
    }

    /** Returns where the environment is, as the scripts that look for it read it. */
    static Map<String, String> environment(EnvironmentConfig environment) {
        return Map.of(
                "conda",
                environment.conda().isPresent() ? "yes" : "no",
                "conda_root",
                environment.conda().flatMap(Conda::root).orElse(""),
                "conda_name",
                environment.conda().flatMap(Conda::name).orElse(""),
                "conda_prefix",
                environment.conda().flatMap(Conda::prefix).orElse(""),
                "venv",
                environment.venv().orElse(""));
    }
}
