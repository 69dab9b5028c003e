package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.Shell;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.config.EnvironmentConfig.EnvValue;
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
        String exports = engine.map(start -> NodeEngine.session(start, spec)).orElse("") + exports(spec);
        Map<String, String> files = files(spec);
        String digest = Digest.of(script.text(), exports, files.toString());
        return new BootstrapStep(StepIds.ENVIRONMENT, digest, shell -> run(script, exports, files, shell));
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
        spec.config()
                .environment()
                .conda()
                .flatMap(Conda::file)
                .ifPresent(path -> files.put("environment.yml", spec.inputs().file(path)));
        spec.config().environment().pip().ifPresent(pip -> {
            if (pip instanceof Pip.Requirements(String path)) {
                files.put("requirements.txt", spec.inputs().file(path));
            }
        });
        return files;
    }

    /** Returns the variables of {@code env.sh}, without those of the engine. They include secret values, so this text is sent on standard input only. */
    static String exports(NodeSpec spec) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MUSTER_CLUSTER", spec.config().name());
        variables.put("MUSTER_NODE", spec.marker().value());
        variables.put("MUSTER_NODE_KEY", spec.machine().key().value());
        variables.put("MUSTER_NODE_TYPE", spec.machine().type());
        spec.config().environment().envVars().forEach((name, value) -> variables.put(name, resolve(value, spec)));
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append("export ")
                .append(name)
                .append('=')
                .append(Shell.quote(value))
                .append('\n'));
        return text.toString();
    }

    private static String resolve(EnvValue value, NodeSpec spec) {
        return switch (value) {
            case EnvValue.Literal(String text) -> text;
            case EnvValue.FromEnv(String variable) -> spec.inputs().secret(variable);
        };
    }
}
