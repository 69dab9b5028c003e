package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.config.EnvironmentConfig.Pip;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.engine.EngineStart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds or creates the environment and writes {@code env.sh}. Setup, exec, attach, jobs and the engine source this file and nothing else. */
final class EnvironmentStep {
    private EnvironmentStep() {}

    static BootstrapStep of(NodeSpec spec) {
        Optional<EngineStart> engine = NodeEngine.start(spec);
        ShellScript script = script(
                spec.config().environment(),
                engine.isPresent(),
                spec.bundle().application().sha256());
        String exports = engine.map(start -> NodeEngine.session(start, spec)).orElse("") + EnvironmentExports.of(spec);
        Map<String, String> files = files(spec);
        String digest = Digest.of(script.text(), exports, files.toString());
        return new BootstrapStep(StepIds.ENVIRONMENT, digest, shell -> run(script, exports, files, shell));
    }

    /** Returns a text that is another one for another environment, and empty without one. What was set up in one environment is not in another. */
    static String choice(EnvironmentConfig environment) {
        boolean isNone = environment.conda().isEmpty()
                && environment.venv().isEmpty()
                && environment.pyenv().isEmpty()
                && environment.modules().isEmpty();
        return isNone
                ? ""
                : new TreeMap<>(ProgramSearch.environment(environment)) + " " + environment.modules()
                        + environment.pyenv();
    }

    private static RunResult run(ShellScript script, String exports, Map<String, String> files, NodeShell shell)
            throws InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            String path = shell.folder() + "/files/" + file.getKey();
            RunResult put = shell.runWithInput(
                    ShellScript.call(LibraryPart.FILES, "write_private_file", path), file.getValue());
            if (!put.ok()) {
                return put;
            }
        }
        return shell.runWithInput(script, exports);
    }

    private static ShellScript script(EnvironmentConfig environment, boolean hasEngine, String application) {
        Map<String, String> variables = new TreeMap<>(ProgramSearch.environment(environment));
        variables.put("engine", hasEngine ? "yes" : "no");
        variables.put("application", application);
        variables.put("modules", String.join("\n", environment.modules()));
        variables.put("pyenv", environment.pyenv().orElse(""));
        variables.put("pip", environment.pip().map(EnvironmentStep::kind).orElse("none"));
        List<String> packages = environment.pip().map(EnvironmentStep::packages).orElse(List.of());
        return ShellScript.of(BootstrapScript.ENVIRONMENT, variables, packages);
    }

    private static String kind(Pip pip) {
        return switch (pip) {
            case Pip.Packages _ -> "packages";
            case Pip.Requirements _ -> "requirements";
        };
    }

    private static List<String> packages(Pip pip) {
        return switch (pip) {
            case Pip.Packages(List<String> packages) -> packages;
            case Pip.Requirements _ -> List.of();
        };
    }

    /** Returns the files that the script reads in the node's {@code files} folder, by name. */
    private static Map<String, String> files(NodeSpec spec) {
        Map<String, String> files = new TreeMap<>();
        EnvironmentConfig environment = spec.config().environment();
        environment
                .conda()
                .flatMap(Conda::file)
                .ifPresent(path -> files.putAll(withOthers("environment.yml", path, spec)));
        environment.pip().ifPresent(pip -> {
            if (pip instanceof Pip.Requirements(String path)) {
                files.put("constraints.txt", ""); // what an earlier 'up' wrote may not stay
                files.putAll(withOthers("requirements.txt", path, spec));
            }
        });
        return files;
    }

    /** Returns the file and those that it refers to, as {@code InputsCollector} sends them. */
    private static Map<String, String> withOthers(String name, String path, NodeSpec spec) {
        Map<String, String> files = new TreeMap<>(spec.inputs().filesOf(path));
        files.put(name, spec.inputs().file(path));
        return files;
    }
}
