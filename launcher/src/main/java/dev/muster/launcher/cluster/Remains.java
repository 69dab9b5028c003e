package dev.muster.launcher.cluster;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.bootstrap.Scripts;
import java.util.List;
import java.util.Map;

/** What is left of a cluster on a host after its nodes are gone: the last of ours takes the bundles and the root with it. */
record Remains(RemoteHost host, String root, String cluster) {
    /** @return what could not be cleared, one line each */
    List<String> clear(boolean keepCache) throws InterruptedException {
        Map<String, String> variables = Map.of("root", root, "cluster", cluster, "keep", keepCache ? "yes" : "no");
        return host.run(RemoteCommand.of(Scripts.read("remains.sh", variables)))
                .out()
                .lines()
                .toList();
    }
}
