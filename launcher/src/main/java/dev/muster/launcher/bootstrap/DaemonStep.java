package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.NodeKey;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.Map;
import java.util.function.BiFunction;

/** Starts the node's daemon under its watchdog. Sends its certificate request to the head, and the certificate back to the node. */
public final class DaemonStep {
    private DaemonStep() {}

    /**
     * Returns the step.
     *
     * @param enrol signs a node's certificate request and returns the certificate
     */
    public static BootstrapStep of(NodeSpec spec, HeadContact contact, BiFunction<NodeKey, String, String> enrol) {
        String properties = "cluster=" + spec.config().name() + "\ncluster_id=" + spec.clusterId() + "\nnode_key="
                + spec.machine().key() + "\nhead_address=" + contact.address() + "\n";
        String digest = Digest.of(
                properties,
                contact.caPem(),
                spec.bundle().runtime().sha256(),
                spec.bundle().application().sha256());
        return new BootstrapStep(StepIds.DAEMON, digest, shell -> start(spec, properties, contact, enrol, shell));
    }

    /** The certificate request on standard output is of no use in a log. */
    private static NodeShell withoutRequest(NodeShell shell) {
        return shell.withOutput((stream, bytes, length) -> {
            if (stream == OutputSink.Stream.ERR) {
                shell.output().accept(stream, bytes, length);
            }
        });
    }

    private static RunResult start(
            NodeSpec spec,
            String properties,
            HeadContact contact,
            BiFunction<NodeKey, String, String> enrol,
            NodeShell shell)
            throws InterruptedException {
        Map<String, String> variables = Map.of(
                "properties", properties,
                "ca", contact.caPem(),
                "runtime", spec.bundle().runtime().sha256(),
                "application", spec.bundle().application().sha256());
        RunResult started = withoutRequest(shell).run(ShellScript.of(BootstrapScript.START_DAEMON, variables));
        String request = started.out().strip();
        if (!started.ok() || request.isEmpty()) {
            return started;
        }
        return shell.runWithInput(
                ShellScript.call(LibraryPart.FILES, "write_private_file", shell.folder() + "/identity/certificate.pem"),
                enrol.apply(spec.machine().key(), request));
    }
}
