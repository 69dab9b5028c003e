package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.launcher.bundle.Bundle;
import java.util.Map;

/** Starts the control plane on the head's host under its watchdog, and waits until it listens. */
public final class ControlStep {
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
        Map<String, String> variables = Map.of(
                "properties", properties,
                "runtime", bundle.runtime().sha256(),
                "application", bundle.application().sha256());
        return new Step(
                StepIds.CONTROL,
                digest,
                shell -> shell.run(Scripts.read("former.sh", Map.of()) + Scripts.read("control.sh", variables)));
    }
}
