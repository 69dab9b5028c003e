package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bundle.NodeBundle;
import java.util.Map;

/** Starts the control plane on the head's host under its watchdog, and waits until it listens. */
public final class ControlStep {
    private ControlStep() {}

    /**
     * Returns the step.
     *
     * @param madeBy the version of Muster that runs {@code up}
     */
    public static BootstrapStep of(NodeSpec spec, String root, String madeBy) {
        NodeBundle bundle = spec.bundle();
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
        return new BootstrapStep(
                StepIds.CONTROL, digest, shell -> shell.run(ShellScript.of(BootstrapScript.START_HEAD, variables)));
    }
}
