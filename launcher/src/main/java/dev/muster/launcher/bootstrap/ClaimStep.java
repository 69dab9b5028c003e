package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims the lease of a host of a pool, before anything else is done there: the host belongs to one cluster only. */
final class ClaimStep {
    private static final int HELD = 75;
    private static final String HOLDER = "holder";
    private static final KeyValueText ANSWER = new KeyValueText("muster-claim 1", 100, 4096, HOLDER::equals);

    private ClaimStep() {}

    /** Returns the step. Empty if the provider's machines are not shared with other clusters. */
    static Optional<PlannedStep> of(NodeSpec spec, HostFacts facts) {
        return spec.config().provider().listedHosts().isPresent()
                ? Optional.of(planned(spec, facts))
                : Optional.empty();
    }

    private static PlannedStep planned(NodeSpec spec, HostFacts facts) {
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
                spec.config().provider().headHost(),
                "take_over",
                "no");
        ShellScript script = ShellScript.of(BootstrapScript.CLAIM, variables);
        BootstrapStep step = new BootstrapStep(StepIds.CLAIM, Digest.of(id, key), shell -> claim(shell, spec, script));
        boolean isClaimed = facts.value("lease.cluster_id").equals(id)
                && facts.value("lease.node_key").equals(key)
                && facts.clusterId().equals(id);
        return new PlannedStep(step, isClaimed ? Need.NONE : Need.NOT_CLAIMED);
    }

    /** Throws {@link RemoteFailure} at {@link RemoteFailure.Where.Held} if another cluster holds the host. */
    private static RunResult claim(NodeShell shell, NodeSpec spec, ShellScript script) throws InterruptedException {
        RunResult result = shell.run(script);
        if (result.exitCode() != HELD) {
            return result;
        }
        String host = shell.host().name();
        String holder = holder(result.out());
        throw new RemoteFailure(
                host,
                spec.machine().key() + ": " + host + " is held by " + holder,
                spec.isHead()
                        ? "run 'cluster down' for that cluster, or set another host as the head"
                        : "to take it from its holder: cluster up --take-over " + host,
                false,
                List.of(),
                new RemoteFailure.Where.Held(holder));
    }

    private static String holder(String out) {
        return ANSWER.parse(out)
                .map(KeyValueText::firstOfEach)
                .map(found -> found.get(HOLDER))
                .map(HostText::line)
                .orElse("another cluster");
    }
}
