package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.RemoteFailure.Where;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.HostUnfit;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.StepListener;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.launcher.bootstrap.EndProcessesScript;
import dev.muster.launcher.bootstrap.StepIds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sets up nodes on hosts of a pool. Puts hosts that fail in quarantine, and leaves a host that is given back as it was before. */
final class PoolSetUp implements NodeSetUp {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterId clusterId;
    private final String cluster;
    private final NodeProvider provider;
    private final HostPool pool;
    private final NodeSetUp bootstrap;

    PoolSetUp(ClusterId clusterId, String cluster, NodeProvider provider, HostPool pool, NodeSetUp bootstrap) {
        this.clusterId = clusterId;
        this.cluster = cluster;
        this.provider = provider;
        this.pool = pool;
        this.bootstrap = bootstrap;
    }

    @Override
    public void setUp(Machine machine, ClusterConfig config, StepListener listener) throws InterruptedException {
        try {
            bootstrap.setUp(machine, config, listener);
            pool.endQuarantine(machine.host());
        } catch (RemoteFailure failure) {
            throw record(machine.host(), failure);
        }
    }

    /**
     * Records in the pool what happened, so that the host is not offered for a while. Returns the failure to throw, which says whether the host or
     * the node type causes it.
     */
    private RuntimeException record(String host, RemoteFailure failure) {
        return switch (failure.where()) {
            case Where.Held(String holder) -> {
                pool.markHeld(host, holder);
                yield new HostUnfit(failure);
            }
            case Where.Login _ -> notAuthorised(host, failure);
            case Where.Step step when isBeforeUserSteps(step) -> unfit(host, failure);
            case Where.Elsewhere _ when !failure.retryable() -> unfit(host, failure);
            case Where.Step _, Where.Elsewhere _ -> {
                pool.quarantine(host, describe(failure));
                yield failure;
            }
        };
    }

    private HostUnfit unfit(String host, RemoteFailure failure) {
        pool.quarantine(host, describe(failure));
        pool.markUnfit(host, PoolJoin.describe(failure));
        return new HostUnfit(failure);
    }

    /** The pool names the host itself. */
    private static String describe(RemoteFailure failure) {
        return failure.where() instanceof Where.Step step ? step.describe() : failure.text();
    }

    /** Returns whether the step runs before anything of the config does: then the host causes the failure, not its node type. */
    private static boolean isBeforeUserSteps(Where.Step step) {
        return step.id().equals(StepIds.CLAIM) || step.id().equals(StepIds.BUNDLE);
    }

    /** Handles a host that refuses the head's key: it has another home folder than before, or somebody removed the head's line. */
    private HostUnfit notAuthorised(String host, RemoteFailure failure) {
        RemoteFailure explained = new RemoteFailure(
                failure.host(),
                failure.text() + ": the head's key is not authorised there any more",
                "to authorise it again: cluster up",
                false,
                List.of(),
                failure.where());
        pool.quarantine(host, failure.text());
        pool.markNotAuthorised(host, PoolJoin.describe(explained));
        return new HostUnfit(explained);
    }

    @Override
    public Map<String, String> recipes(ClusterConfig config, ConfigInputs inputs) {
        return bootstrap.recipes(config, inputs);
    }

    @Override
    public void cleanUp(Machine machine, boolean force) throws InterruptedException {
        Marker marker = new Marker(clusterId, machine.key());
        String root = pool.find(machine.host()).map(PoolHostRecord::root).orElse("");
        String folder = new NodeFolders(root, cluster).node(machine.key());
        try (RemoteHost host = provider.connect(machine)) {
            List<String> left = EndProcessesScript.run(
                    host, EndProcessesScript.one(marker), List.of(folder), force ? Duration.ZERO : PATIENCE);
            if (left.isEmpty()) {
                left = release(host, root, machine);
            }
            if (!left.isEmpty()) {
                throw new RemoteFailure(
                        host.name(),
                        machine.key() + ": not everything could be removed: " + left.getFirst(),
                        "",
                        true,
                        left);
            }
        }
    }

    private List<String> release(RemoteHost host, String root, Machine machine) throws InterruptedException {
        Map<String, String> variables = Map.of(
                "root",
                root,
                "cluster",
                cluster,
                "cluster_id",
                clusterId.value(),
                "key",
                machine.key().value());
        RunResult result = host.run(RemoteCommand.of(
                ShellScript.of(BootstrapScript.RELEASE, variables).text()));
        return result.out().lines().toList();
    }
}
