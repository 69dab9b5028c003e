package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.HostText;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.ArrayList;
import java.util.List;

/** Runs the config's own commands one by one, as Ray runs them: in bash, as a login and interactive shell, with {@code env.sh} sourced afterwards. */
final class UserCommands {
    private UserCommands() {}

    static BootstrapStep of(String id, List<String> commands, NodeSpec spec, boolean inEnvironment) {
        String environment = inEnvironment
                ? EnvironmentExports.of(spec)
                        + EnvironmentStep.choice(spec.config().environment())
                : "";
        String digest = Digest.of(environment, String.join("\0", commands));
        List<BootstrapStep.Part> parts = new ArrayList<>();
        for (String command : commands) {
            String name = "command " + (parts.size() + 1) + " of " + commands.size() + ": " + HostText.line(command);
            boolean isLast = parts.size() + 1 == commands.size();
            parts.add(new BootstrapStep.Part(name, shell -> {
                String file = inEnvironment ? shell.folder() + "/env.sh" : "";
                return run(script(command, spec.config().commands().loginShells(), file), isLast, shell);
            }));
        }
        return new BootstrapStep(id, digest, parts);
    }

    private static RunResult run(ShellScript script, boolean isLast, NodeShell shell) throws InterruptedException {
        RunResult result = shell.run(script);
        if (isLast && result.ok()) {
            shell.loginAgainIfGroupsWereAdded();
        }
        return result;
    }

    private static ShellScript script(String command, boolean loginShell, String environment) {
        String style = loginShell ? "interactive" : "plain";
        return ShellScript.raw("cd \"$HOME\"; export MUSTER_ENV=\"$node/env.sh\"; exec </dev/null")
                .then(ShellScript.call(LibraryPart.USER_SHELL, "run_in_bash", style, environment, command));
    }
}
