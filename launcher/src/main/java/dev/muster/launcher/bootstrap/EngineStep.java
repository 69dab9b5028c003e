package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.Resources;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.engine.EngineStart;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts the engine of a node under its watchdog, and waits until it is ready: two steps, because other steps can run meanwhile. */
final class EngineStep {
    /** Python programs on a cold disk are slow. */
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** The engine gets the environment that it has without limits, and if memory runs out, one process ends instead of all. */
    private static final List<String> LIMITED = List.of("--name", "engine", "--keep-env", "--oom", "process");

    private EngineStep() {}

    /**
     * Returns the step that starts the engine.
     *
     * @param head what a worker needs to know of the head's engine
     */
    static BootstrapStep start(EngineStart start, NodeSpec spec, HeadEngine head) {
        Map<String, String> variables = new TreeMap<>(variables(start, spec));
        variables.put("head_versions", head.versions());
        variables.put(
                "run",
                ShellScript.program(LibraryPart.USER_SHELL, "run_in_bash").text());
        ShellScript script = ShellScript.of(BootstrapScript.START_ENGINE, variables, start.commands());
        return new BootstrapStep(
                StepIds.ENGINE, digest(start, spec), shell -> shell.runWithInput(script, head.secret()));
    }

    /** Returns the step that waits until the engine is ready. */
    static BootstrapStep ready(EngineStart start, NodeSpec spec) {
        Map<String, String> variables =
                Map.of("name", spec.config().engine().name(), "patience", Long.toString(LIMIT.toMillis() / 100));
        ShellScript script = ShellScript.of(BootstrapScript.AWAIT_ENGINE, variables);
        return new BootstrapStep(StepIds.ENGINE_READY, digest(start, spec), shell -> shell.run(script));
    }

    /** Returns the step that ends the engine of a node that has none any more. */
    static BootstrapStep removal(NodeSpec spec) {
        ShellScript script = ShellScript.of(BootstrapScript.STOP_ENGINE);
        return new BootstrapStep(
                StepIds.ENGINE, Digest.of("removed", spec.marker().value()), shell -> shell.run(script));
    }

    /** Returns the digest of everything that starts the engine, and of what was installed for it. */
    static String digest(EngineStart start, NodeSpec spec) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(variables(start, spec)).forEach((name, value) -> {
            // A new version of Muster's own script is no reason to end the work of an engine.
            if (!name.equals("application")) {
                parts.add(name);
                parts.add(value);
            }
        });
        parts.addAll(start.commands());
        parts.add(EnvironmentStep.of(spec).digest());
        parts.addAll(spec.setupCommands());
        return Digest.of(parts);
    }

    private static Map<String, String> variables(EngineStart start, NodeSpec spec) {
        return Map.ofEntries(
                Map.entry("variables", NodeEngine.variables(start, spec)),
                Map.entry("check", start.check()),
                Map.entry("ready", start.ready()),
                Map.entry("diagnose", start.diagnose()),
                Map.entry("logs", NodeEngine.word(start.logs(), spec)),
                Map.entry("style", spec.config().commands().loginShells() ? "login" : "normal"),
                Map.entry("limits", spec.config().engine().enforced() ? limits(spec) : ""),
                Map.entry("secret", start.secret()),
                Map.entry("own_secret", start.ownSecret()),
                Map.entry("role", spec.isHead() ? "head" : "worker"),
                Map.entry("application", spec.bundle().application().sha256()));
    }

    /** Returns the arguments of {@code muster-run} that hold the engine to what the file declares for the node. */
    private static String limits(NodeSpec spec) {
        Resources declared = NodeEngine.declared(spec);
        List<String> arguments = new ArrayList<>(LIMITED);
        addLimit(arguments, "--cpus", declared.amount("CPU"));
        addLimit(arguments, "--memory", Math.floor(declared.amount("memory")));
        return String.join("\n", arguments);
    }

    private static void addLimit(List<String> arguments, String option, double amount) {
        if (amount > 0) {
            arguments.add(option);
            arguments.add(BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString());
        }
    }
}
