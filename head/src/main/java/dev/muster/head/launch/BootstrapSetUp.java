package dev.muster.head.launch;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.StepListener;
import dev.muster.core.port.Time;
import dev.muster.head.port.Enrolment;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.EndProcessesScript;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bootstrap.NodePlanner;
import dev.muster.launcher.bootstrap.NodeSpec;
import dev.muster.launcher.bootstrap.Recipe;
import dev.muster.launcher.bootstrap.WorkerBootstrap;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.transfer.Mount;
import dev.muster.transfer.MountSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sets up workers with the launcher's bootstrap. The CLI sets up the head, and the head sets up the workers with the same steps. */
public final class BootstrapSetUp implements NodeSetUp {
    private static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * What every node of one config gets.
     *
     * @param root the root on the nodes' machines; empty if each host has its own
     * @param contact returns how nodes reach this head; known once it listens
     */
    public record Site(
            ClusterId clusterId,
            Optional<String> root,
            NodeBundle bundle,
            Supplier<HeadContact> contact,
            Provisions provisions,
            Enrolment enrolment) {}

    /** What nodes get besides the config, as the last {@code up} sent it from the operator's machine. */
    public interface Provisions {
        ConfigInputs inputs();

        MountSource mounts(ClusterConfig config);
    }

    private final Site site;
    private final NodeProvider provider;
    private final String cluster;
    private final Time time;

    public BootstrapSetUp(Site site, NodeProvider provider, String cluster, Time time) {
        this.site = site;
        this.provider = provider;
        this.cluster = cluster;
        this.time = time;
    }

    @Override
    public void setUp(Machine machine, ClusterConfig config, StepListener listener) throws InterruptedException {
        HeadContact contact = site.contact().get();
        NodeSpec spec = new NodeSpec(
                site.clusterId(),
                config,
                machine,
                site.bundle(),
                site.provisions().inputs(),
                site.provisions().mounts(config),
                contact.host());
        WorkerBootstrap bootstrap = new WorkerBootstrap(listener, time, site.enrolment()::enrol);
        try (RemoteHost host = provider.connect(machine)) {
            bootstrap.run(spec, host, site.root(), contact, listener.output());
        }
    }

    @Override
    public Map<String, String> recipes(ClusterConfig config, ConfigInputs inputs) {
        Map<String, String> recipes = new TreeMap<>();
        Optional<List<Mount>> mounts = completeMounts(config);
        for (NodeTypeConfig type : config.types().values()) {
            NodeKey example = NodeKey.worker(type.slug(), 1);
            Machine machine =
                    new Machine(example, type.name(), "", "", Machine.State.PENDING, "", Resources.NONE, Map.of());
            NodeSpec spec = new NodeSpec(
                    site.clusterId(), config, machine, site.bundle(), inputs, () -> mounts.orElse(List.of()));
            Recipe recipe = NodePlanner.recipe(spec);
            recipes.put(type.name(), (mounts.isPresent() ? recipe : recipe.withFilesToCome()).text());
        }
        return recipes;
    }

    /** Returns empty if some files are not on the head yet, as in a dry run. */
    private Optional<List<Mount>> completeMounts(ClusterConfig config) {
        try {
            return Optional.of(site.provisions().mounts(config).mounts());
        } catch (RemoteFailure missing) {
            return Optional.empty();
        }
    }

    @Override
    public void cleanUp(Machine machine, boolean force) throws InterruptedException {
        Marker marker = new Marker(site.clusterId(), machine.key());
        try (RemoteHost host = provider.connect(machine)) {
            List<String> folders = site.root()
                    .map(root -> List.of(new NodeFolders(root, cluster).node(machine.key())))
                    .orElse(List.of());
            List<String> remaining = EndProcessesScript.run(
                    host, EndProcessesScript.one(marker), folders, force ? Duration.ZERO : GRACE);
            if (!remaining.isEmpty()) {
                throw new RemoteFailure(
                        host.name(),
                        machine.key() + ": processes do not end: " + remaining.getFirst(),
                        "",
                        true,
                        remaining);
            }
        }
    }
}
