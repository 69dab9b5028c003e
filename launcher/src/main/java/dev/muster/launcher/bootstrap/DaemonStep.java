package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.NodeKey;
import dev.muster.core.Shell;
import dev.muster.core.port.RunResult;
import java.util.function.BiFunction;

/** Starts the node's daemon under its watchdog, and carries its identity request to the head and the certificate back. */
public final class DaemonStep {
    private static final String START = """
            umask 077; mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/identity" "$node/steps"
            printf %s "$properties" >"$node/node.properties.new"; mv "$node/node.properties.new" "$node/node.properties"
            printf %s "$ca" >"$node/ca.pem.new"; mv "$node/ca.pem.new" "$node/ca.pem"
            rm -f "$node/run/stop"
            export MUSTER_RUNTIME="$root/bundles/$runtime"; program="$root/bundles/$application/bin"
            cd "$node"
            setsid sh "$program/muster-watchdog" "$node" daemon "$program/muster-daemon" "$node" </dev/null >/dev/null 2>&1 &
            tries=0
            until [ -s "$node/identity/request" ] || [ -s "$node/identity/certificate.pem" ]; do
              tries=$((tries + 1)); [ $tries -lt 600 ] || { cat "$node/logs/daemon.out" >&2; echo "the daemon did not start" >&2; exit 1; }
              sleep 0.05
            done
            [ -s "$node/identity/certificate.pem" ] || cat "$node/identity/request"
            """;

    private static final String PUT_CERTIFICATE = """
            umask 077; cat >"$node/identity/certificate.pem.new"
            mv "$node/identity/certificate.pem.new" "$node/identity/certificate.pem"
            """;

    private DaemonStep() {}

    public static Step of(NodeSpec spec, HeadContact contact, BiFunction<NodeKey, String, String> enrol) {
        String properties = "cluster=" + spec.config().name() + "\ncluster_id=" + spec.clusterId() + "\nnode_key="
                + spec.machine().key() + "\nhead_address=" + contact.address() + "\n";
        String digest = Digest.of(
                properties,
                contact.caPem(),
                spec.bundle().runtime().sha256(),
                spec.bundle().application().sha256());
        return new Step(StepIds.DAEMON, digest, shell -> start(spec, properties, contact, enrol, shell));
    }

    private static RunResult start(
            NodeSpec spec,
            String properties,
            HeadContact contact,
            BiFunction<NodeKey, String, String> enrol,
            NodeShell shell)
            throws InterruptedException {
        String variables = "properties=" + Shell.quote(properties) + " ca=" + Shell.quote(contact.caPem()) + " runtime="
                + Shell.quote(spec.bundle().runtime().sha256()) + " application="
                + Shell.quote(spec.bundle().application().sha256()) + "\n";
        RunResult started = shell.run(variables + START);
        String request = started.out().strip();
        if (!started.ok() || request.isEmpty()) {
            return started;
        }
        return shell.runWithInput(PUT_CERTIFICATE, enrol.apply(spec.machine().key(), request));
    }
}
