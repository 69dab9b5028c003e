package dev.muster.launcher.bootstrap;

import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.NodeBundle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Probes a host with one script: where the root is, what of Muster's is there, and what kind of host it is. Changes nothing and takes one round trip.
 */
public final class FactsScript {
    private FactsScript() {}

    /**
     * Runs the probe. Throws {@link RemoteFailure} if it fails, or if the root cannot be trusted.
     *
     * @param root the root folder if it is known; otherwise the host chooses its own
     */
    public static HostFacts run(RemoteHost host, Optional<String> root, String cluster, NodeKey key, NodeBundle bundle)
            throws InterruptedException {
        Map<String, String> variables = Map.of("root", root.orElse(""), "cluster", cluster, "key", key.value());
        List<String> layers = bundle.layers().stream().map(BundleLayer::sha256).toList();
        ShellScript script = ShellScript.of(BootstrapScript.FACTS, variables, layers);
        RunResult result = host.run(RemoteCommand.of(script.text()));
        if (!result.ok()) {
            List<String> lines = result.err().lines().toList();
            throw new RemoteFailure(host.name(), host.name() + ": the first probe failed", "", false, lines);
        }
        HostFacts facts = HostFacts.parse(host.name(), result.out());
        String fault = facts.value("root_fault");
        if (!fault.isEmpty()) {
            String text = host.name() + ": " + HostText.line(fault);
            throw new RemoteFailure(host.name(), text, HostText.line(facts.value("root_fix")), false, List.of());
        }
        return facts;
    }
}
