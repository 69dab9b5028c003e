package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.script.ShellScript;
import java.util.Map;
import java.util.Optional;

/** A host of a pool belongs to one cluster: its lease is claimed before anything else is done there. */
final class ClaimStep {
    private ClaimStep() {}

    /** Empty where machines are not shared with other clusters. */
    static Optional<PlannedStep> of(NodeSpec spec, HostFacts facts) {
        return spec.config().provider() instanceof ProviderConfig.LocalHosts local
                ? Optional.of(planned(spec, local, facts))
                : Optional.empty();
    }

    private static PlannedStep planned(NodeSpec spec, ProviderConfig.LocalHosts local, HostFacts facts) {
        String id = spec.clusterId().value();
        String key = spec.machine().key().value();
        Map<String, String> variables = Map.of(
                "cluster",
                spec.config().name(),
                "cluster_id",
                id,
                "key",
                key,
                "host",
                spec.machine().host(),
                "head",
                local.head().host(),
                "take_over",
                "no");
        BootstrapStep step = new BootstrapStep(
                StepIds.CLAIM,
                Digest.of(id, key),
                shell -> shell.run(ShellScript.of(BootstrapScript.CLAIM, variables)));
        boolean held = facts.value("lease.cluster_id").equals(id)
                && facts.value("lease.node_key").equals(key)
                && facts.clusterId().equals(id);
        return new PlannedStep(step, held ? "" : "not claimed yet");
    }
}
