package dev.muster.client.check;

import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.launcher.provider.CheckedHost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the commands that reads a host's facts in one round trip without changing anything. */
final class CheckScript {
    private CheckScript() {}

    /**
     * Returns the command that reads all facts. The targets are its input: the command line of the head's host would have no room for a large pool.
     *
     * @param targets the ports that the host tries to reach, as {@code PORT/ADDRESS}
     */
    static RemoteCommand of(CheckContext context, CheckedHost member, List<String> targets) {
        EnvironmentConfig environment = context.config().environment();
        Map<String, String> variables = new TreeMap<>();
        variables.put("root", context.root().orElse(""));
        variables.put("cluster", context.config().name());
        variables.put("role", member.isHead() ? "head" : "worker");
        variables.put("sudo", context.usesSudo(member) ? "yes" : "no");
        variables.put("conda", environment.conda().isPresent() ? "yes" : "no");
        variables.put("conda_root", environment.conda().flatMap(Conda::root).orElse(""));
        variables.put("conda_name", environment.conda().flatMap(Conda::name).orElse(""));
        variables.put("conda_prefix", environment.conda().flatMap(Conda::prefix).orElse(""));
        variables.put("venv", environment.venv().orElse(""));
        return RemoteCommand.of(ShellScript.of(BootstrapScript.CHECK, variables).text())
                .withInput(String.join("\n", targets));
    }

    /** Returns the shell text that only tries to reach ports, for a port that is known after the first probe. */
    static String reach(List<String> targets) {
        return ShellScript.call(LibraryPart.PORTS, "report_ports", targets.toArray(String[]::new))
                .text();
    }
}
