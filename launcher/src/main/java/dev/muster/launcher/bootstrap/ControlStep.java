package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.Shell;
import dev.muster.launcher.bundle.Bundle;

/** Starts the control plane on the head's host under its watchdog, and waits until it listens. */
public final class ControlStep {
    private static final String START = """
            umask 077; mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/control/blobs" "$node/control/operators" "$node/steps"
            printf %s "$properties" >"$node/head.properties.new"; mv "$node/head.properties.new" "$node/head.properties"
            rm -f "$node/run/head-stop" "$node/endpoint.json"
            export MUSTER_RUNTIME="$root/bundles/$runtime" MUSTER_ROLE=control; program="$root/bundles/$application/bin"
            cd "$node"
            setsid sh "$program/muster-watchdog" "$node" head "$program/muster-head" "$node" </dev/null >/dev/null 2>&1 &
            tries=0
            until [ -s "$node/endpoint.json" ]; do
              tries=$((tries + 1)); [ $tries -lt 600 ] || { cat "$node/logs/head.out" >&2; echo "the head did not start" >&2; exit 1; }
              sleep 0.05
            done
            """;

    private ControlStep() {}

    public static Step of(NodeSpec spec, String root, String madeBy) {
        Bundle bundle = spec.bundle();
        String properties = "cluster=" + spec.config().name() + "\ncluster_id=" + spec.clusterId() + "\nroot=" + root
                + "\naddress=" + spec.machine().address() + "\nport="
                + spec.config().provider().headPort()
                + "\nruntime_sha256=" + bundle.runtime().sha256() + "\napplication_sha256="
                + bundle.application().sha256() + "\nmade_by=" + madeBy + "\n";
        String digest = Digest.of(
                bundle.runtime().sha256(),
                bundle.application().sha256(),
                spec.clusterId().value());
        String variables = "properties=" + Shell.quote(properties) + " runtime="
                + Shell.quote(bundle.runtime().sha256()) + " application="
                + Shell.quote(bundle.application().sha256()) + "\n";
        return new Step(StepIds.CONTROL, digest, shell -> shell.run(variables + START));
    }
}
