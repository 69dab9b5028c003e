package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.List;

/** Runs the config's own commands one by one, as Ray runs them: in bash, as a login and interactive shell, with {@code env.sh} sourced afterwards. */
final class UserCommands {
    private UserCommands() {}

    static BootstrapStep of(String id, List<String> commands, NodeSpec spec, boolean inEnvironment) {
        String environment = inEnvironment ? EnvironmentExports.of(spec) : "";
        String digest = Digest.of(environment, String.join("\0", commands));
        return new BootstrapStep(id, digest, shell -> run(commands, spec, inEnvironment, shell));
    }

    private static RunResult run(List<String> commands, NodeSpec spec, boolean inEnvironment, NodeShell shell)
            throws InterruptedException {
        RunResult last = new RunResult(0, "", "");
        for (String command : commands) {
            last = shell.run(script(
                    command, spec.config().commands().loginShells(), inEnvironment ? shell.folder() + "/env.sh" : ""));
            if (!last.ok()) {
                return last;
            }
        }
        return last;
    }

    private static ShellScript script(String command, boolean loginShell, String environment) {
        String style = loginShell ? "interactive" : "plain";
        return ShellScript.raw("cd \"$HOME\"; export MUSTER_ENV=\"$node/env.sh\"; exec </dev/null")
                .then(ShellScript.call(LibraryPart.USER_SHELL, "run_in_bash", style, environment, command));
    }
}
