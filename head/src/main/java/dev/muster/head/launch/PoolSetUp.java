package dev.muster.head.launch;

import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Inputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.head.port.HostUnfit;
import dev.muster.head.port.NodeSetUp;
import dev.muster.head.port.StepListener;
import dev.muster.launcher.Marker;
import dev.muster.launcher.NodeFolders;
import dev.muster.launcher.bootstrap.EndScript;
import dev.muster.launcher.bootstrap.Scripts;
import dev.muster.launcher.bootstrap.StepIds;
import dev.muster.launcher.onprem.Pool;
import dev.muster.launcher.onprem.PoolJoin;
import dev.muster.launcher.onprem.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The set-up on hosts of a pool: hosts that fail are left alone for a while, and a host that is given back is as it was before. */
final class PoolSetUp implements NodeSetUp {
    /** As claim.sh says it. */
    private static final String HELD = "'claim' exited 75: held by ";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BootstrapSetUp.Site site;
    private final NodeProvider provider;
    private final Pool pool;
    private final String cluster;
    private final NodeSetUp bootstrap;

    PoolSetUp(BootstrapSetUp.Site site, NodeProvider provider, Pool pool, String cluster, NodeSetUp bootstrap) {
        this.site = site;
        this.provider = provider;
        this.pool = pool;
        this.cluster = cluster;
        this.bootstrap = bootstrap;
    }

    @Override
    public void setUp(Machine machine, ClusterConfig config, StepListener listener) throws InterruptedException {
        try {
            bootstrap.setUp(machine, config, listener);
            pool.worked(machine.host());
        } catch (RemoteFailure failure) {
            int held = failure.text().indexOf(HELD);
            if (held >= 0) {
                pool.held(machine.host(), failure.text().substring(held + HELD.length()));
            } else {
                pool.failed(machine.host(), failure.text());
            }
            if (!isOfTheHost(machine, failure)) {
                throw failure;
            }
            RemoteFailure told = told(machine, failure);
            if (held < 0) {
                pool.unfit(machine.host(), PoolJoin.told(told));
            }
            throw new HostUnfit(told);
        }
    }

    /** The key that is refused is the head's, and no person can put it there by hand. */
    private static RemoteFailure told(Machine machine, RemoteFailure failure) {
        return failure.text().contains(": authentication as ")
                ? new RemoteFailure(
                        machine.host(),
                        failure.text() + PoolJoin.LET_IN_NO_MORE,
                        "'cluster up' lets it in again",
                        false,
                        List.of())
                : failure;
    }

    /** Before anything of the cluster's file was done there: what the host is or has, not what its type asks for. */
    private static boolean isOfTheHost(Machine machine, RemoteFailure failure) {
        String step = machine.key() + ": '";
        boolean isBeforeTheFilesSteps = Stream.of(StepIds.CLAIM, StepIds.BUNDLE)
                .anyMatch(ours -> failure.text().startsWith(step + ours + "'"));
        return !failure.retryable() && (isBeforeTheFilesSteps || !failure.text().startsWith(step));
    }

    @Override
    public Map<String, String> recipes(ClusterConfig config, Inputs inputs) {
        return bootstrap.recipes(config, inputs);
    }

    @Override
    public void cleanUp(Machine machine, boolean force) throws InterruptedException {
        Marker marker = new Marker(site.clusterId(), machine.key());
        String root = pool.reach(machine.host()).map(Reach::root).orElse("");
        String folder = new NodeFolders(root, cluster).node(machine.key());
        try (RemoteHost host = provider.connect(machine)) {
            List<String> left =
                    EndScript.run(host, EndScript.one(marker), List.of(folder), force ? Duration.ZERO : PATIENCE);
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
                site.clusterId().value(),
                "key",
                machine.key().value());
        RunResult result = host.run(RemoteCommand.of(Scripts.read("release.sh", variables)));
        return result.out().lines().toList();
    }
}
