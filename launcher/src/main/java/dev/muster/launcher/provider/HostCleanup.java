package dev.muster.launcher.provider;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import java.util.List;
import java.util.Map;

/** What is left of a cluster on a host after its nodes are gone: the last of Muster's takes the bundles and the root with it. */
public record HostCleanup(RemoteHost host, String root, String cluster) {
    /** @return what could not be cleared, one line each */
    public List<String> clear(boolean keepCache) throws InterruptedException {
        Map<String, String> variables = Map.of("root", root, "cluster", cluster, "keep", keepCache ? "yes" : "no");
        return host.run(RemoteCommand.of(
                        ShellScript.of(BootstrapScript.CLEAN_ROOT, variables).text()))
                .out()
                .lines()
                .toList();
    }
}
