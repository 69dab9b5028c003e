package dev.muster.launcher.bootstrap;

import dev.muster.core.NodeKey;
import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bundle.Bundle;
import dev.muster.launcher.bundle.Layer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One look at a host: where our root is, what of ours is there, and what the host is. Changes nothing, one round trip. */
public final class FactsScript {
    private static final String TEXT = """
            echo 'muster-facts 1'
            echo "os=$(uname -s)"; echo "arch=$(uname -m)"; echo "kernel=$(uname -r)"; echo "hostname=$(uname -n)"
            echo "uid=$(id -u)"; echo "user=$(id -un)"; echo "home=$HOME"
            echo "glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)"
            if [ -z "$root" ]; then
              case "$(stat -f -c %T "$HOME" 2>/dev/null)" in
                nfs*|cifs|smb*|lustre|gpfs|afs|fuse*|ceph|beegfs|panfs|"") root=/var/tmp/muster-$(id -u) ;;
                *) root=$HOME/.muster ;;
              esac
            fi
            case "$root" in '~/'*) root=$HOME/${root#??} ;; esac
            echo "root=$root"
            above=$root; while [ ! -d "$above" ]; do above=$(dirname "$above"); done
            echo "free_kib=$(df -Pk "$above" | awk 'NR==2 {print $4}')"
            node=$root/$cluster/$key
            alive() { [ -s "$node/run/$1" ] && read -r pid _ <"$node/run/$1" && grep -qsFxz -e "MUSTER_NODE=$cluster_id/$key" "/proc/$pid/environ"; }
            for sha in $layers; do [ -d "$root/bundles/$sha" ] && echo "layer.$sha=here"; done
            for step in "$node"/steps/*; do [ -f "$step" ] && echo "step.${step##*/}=$(cat "$step")"; done
            for file in node.properties head.properties machine.properties; do
              [ -n "$cluster_id" ] || cluster_id=$(sed -n 's/^cluster_id=//p' "$node/$file" 2>/dev/null)
            done
            [ -z "$cluster_id" ] || echo "cluster_id=$cluster_id"
            alive daemon.pid && echo daemon=alive
            alive head.pid && [ -s "$node/endpoint.json" ] && echo control=alive
            true
            """;

    private FactsScript() {}

    /** @param root where it is known, otherwise the host's own place is found */
    public static HostFacts run(RemoteHost host, Optional<String> root, String cluster, NodeKey key, Bundle bundle)
            throws InterruptedException {
        String layers = bundle.layers().stream().map(Layer::sha256).collect(Collectors.joining(" "));
        String variables = "root=" + Shell.quote(root.orElse("")) + " cluster=" + Shell.quote(cluster) + " key="
                + Shell.quote(key.value()) + " layers=" + Shell.quote(layers) + " cluster_id=\n";
        RunResult result = host.run(RemoteCommand.of(variables + TEXT));
        if (!result.ok()) {
            List<String> lines = result.err().lines().toList();
            throw new RemoteFailure(host.name(), host.name() + ": the first look failed", "", false, lines);
        }
        return HostFacts.parse(host.name(), result.out());
    }
}
