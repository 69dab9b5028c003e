package dev.muster.launcher.cluster;

import dev.muster.core.Shell;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import java.util.List;

/** What is left of a cluster on a host after its nodes are gone: the last of ours takes the bundles and the root with it. */
record Remains(RemoteHost host, String root, String cluster) {
    private static final String CLEAR = """
            cd /; rmdir "$root/$cluster" 2>/dev/null
            if [ "$keep" = no ] && [ -z "$(ls -A "$root" 2>/dev/null | grep -v '^bundles$')" ]; then
              rm -rf "$root/bundles"; rmdir "$root" 2>/dev/null
            fi
            [ ! -e "$root/$cluster" ] || echo "folder $root/$cluster"
            """;

    /** @return what could not be cleared, one line each */
    List<String> clear(boolean keepCache) throws InterruptedException {
        String variables = "root=" + Shell.quote(root) + " cluster=" + Shell.quote(cluster) + " keep="
                + (keepCache ? "yes" : "no") + "\n";
        return host.run(RemoteCommand.of(variables + CLEAR)).out().lines().toList();
    }
}
