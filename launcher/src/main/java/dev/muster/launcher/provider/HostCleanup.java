package dev.muster.launcher.provider;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import java.util.List;
import java.util.Map;

/**
 * Removes what is left of a cluster on a host after its nodes are gone. Without another cluster there, it removes the bundles and the root too.
 *
 * @param cluster the cluster's name
 */
public record HostCleanup(RemoteHost host, String root, String cluster) {
    /**
     * Runs the clean-up.
     *
     * @param keepCache whether the bundles stay
     * @return what could not be removed, one line each
     */
    public List<String> clear(boolean keepCache) throws InterruptedException {
        Map<String, String> variables = Map.of("root", root, "cluster", cluster, "keep", keepCache ? "yes" : "no");
        return host.run(RemoteCommand.of(
                        ShellScript.of(BootstrapScript.CLEAN_ROOT, variables).text()))
                .out()
                .lines()
                .toList();
    }
}
