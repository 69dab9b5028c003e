package dev.muster.client.check;

import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.launcher.provider.CheckedHost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shell text that gathers a host's facts: one round trip, nothing changed. */
final class CheckScript {
    private CheckScript() {}

    /** @param targets {@code PORT/ADDRESS} of what is to be reached from there */
    static String of(CheckContext question, CheckedHost member, List<String> targets) {
        EnvironmentConfig environment = question.config().environment();
        Map<String, String> variables = new TreeMap<>();
        variables.put("root", question.root().orElse(""));
        variables.put("cluster", question.config().name());
        variables.put("role", member.isHead() ? "head" : "worker");
        variables.put("sudo", question.usesSudo(member) ? "yes" : "no");
        variables.put("conda", environment.conda().isPresent() ? "yes" : "no");
        variables.put("conda_root", environment.conda().flatMap(Conda::root).orElse(""));
        variables.put("conda_name", environment.conda().flatMap(Conda::name).orElse(""));
        variables.put("conda_prefix", environment.conda().flatMap(Conda::prefix).orElse(""));
        variables.put("venv", environment.venv().orElse(""));
        return ShellScript.of(BootstrapScript.CHECK, variables, targets).text();
    }

    /** Only what can be reached from there: for a port that is known after the first look. */
    static String reach(List<String> targets) {
        return ShellScript.call(LibraryPart.PORTS, "report_ports", targets.toArray(String[]::new))
                .text();
    }
}
