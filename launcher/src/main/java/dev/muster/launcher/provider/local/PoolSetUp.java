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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The set-up on hosts of a pool: hosts that fail are left alone for a while, and a host that is given back is as it was before. */
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
            pool.worked(machine.host());
        } catch (RemoteFailure failure) {
            throw kept(machine.host(), failure);
        }
    }

    /** The pool keeps what happened, so that the host is left alone for a while; what is thrown says whose fault it is: the host's or the type's. */
    private RuntimeException kept(String host, RemoteFailure failure) {
        return switch (failure.where()) {
            case Where.Held(String holder) -> {
                pool.held(host, holder);
                yield new HostUnfit(failure);
            }
            case Where.Login _ -> notAdmitted(host, failure);
            case Where.Step step when isBeforeTheFilesSteps(step) -> unfit(host, failure);
            case Where.Elsewhere _ when !failure.retryable() -> unfit(host, failure);
            case Where.Step _, Where.Elsewhere _ -> {
                pool.failed(host, failure.text());
                yield failure;
            }
        };
    }

    private HostUnfit unfit(String host, RemoteFailure failure) {
        pool.failed(host, failure.text());
        pool.unfit(host, PoolJoin.told(failure));
        return new HostUnfit(failure);
    }

    /** Nothing of the cluster's file was done there yet: it is what the host is or has, not what its type asks for. */
    private static boolean isBeforeTheFilesSteps(Where.Step step) {
        return step.id().equals(StepIds.CLAIM) || step.id().equals(StepIds.BUNDLE);
    }

    /** The key that is refused is the head's: the home is another one than before, or somebody removed the head's line. */
    private HostUnfit notAdmitted(String host, RemoteFailure failure) {
        RemoteFailure explained = new RemoteFailure(
                failure.host(),
                failure.text() + ": the head's key is not authorised there any more",
                "'cluster up' authorises it again",
                false,
                List.of(),
                failure.where());
        pool.failed(host, failure.text());
        pool.notAdmitted(host, PoolJoin.told(explained));
        return new HostUnfit(explained);
    }

    @Override
    public Map<String, String> recipes(ClusterConfig config, ConfigInputs inputs) {
        return bootstrap.recipes(config, inputs);
    }

    @Override
    public void cleanUp(Machine machine, boolean force) throws InterruptedException {
        Marker marker = new Marker(clusterId, machine.key());
        String root = pool.reach(machine.host()).map(PoolHostRecord::root).orElse("");
        String folder = new NodeFolders(root, cluster).node(machine.key());
        try (RemoteHost host = provider.connect(machine)) {
            List<String> left = EndProcessesScript.run(
                    host, EndProcessesScript.one(marker), List.of(folder), force ? Duration.ZERO : PATIENCE);
            if (left.isEmpty()) {
                left = release(host, root, machine);
            }
            if (!left.isEmpty()) {
                throw new RemoteFailure(
                        host.name(), machine.key() + ": not all of it goes: " + left.getFirst(), "", true, left);
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
