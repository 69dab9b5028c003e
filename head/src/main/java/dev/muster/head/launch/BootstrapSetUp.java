package dev.muster.head.launch;

import dev.muster.core.ClusterId;
import dev.muster.core.Digest;
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

/** The launcher's bootstrap, run by the head: the CLI makes the head, the head makes the workers with the same steps. */
public final class BootstrapSetUp implements NodeSetUp {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @param root of Muster's on the nodes' machines, where it is the same on all
     * @param contact how nodes reach this head, once it listens
     * @param provisions as the last {@code up} gave them
     */
    public record Site(
            ClusterId clusterId,
            Optional<String> root,
            NodeBundle bundle,
            Supplier<HeadContact> contact,
            Provisions provisions,
            Enrolment enrolment) {}

    /** What nodes get that is of no config, but was on the machine of the operator who ran {@code up}. */
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
        NodeSpec spec = new NodeSpec(
                site.clusterId(),
                config,
                machine,
                site.bundle(),
                site.provisions().inputs(),
                site.provisions().mounts(config));
        WorkerBootstrap bootstrap = new WorkerBootstrap(listener, time, site.enrolment()::enrol);
        try (RemoteHost host = provider.connect(machine)) {
            bootstrap.run(spec, host, site.root(), site.contact().get(), listener.output());
        }
    }

    @Override
    public Map<String, String> recipes(ClusterConfig config, ConfigInputs inputs) {
        Map<String, String> recipes = new TreeMap<>();
        Optional<List<Mount>> mounts = mountsThatAreHere(config);
        for (NodeTypeConfig type : config.types().values()) {
            NodeKey anyOne = NodeKey.worker(type.slug(), 1);
            Machine machine =
                    new Machine(anyOne, type.name(), "", "", Machine.State.PENDING, "", Resources.NONE, Map.of());
            NodeSpec spec = new NodeSpec(
                    site.clusterId(), config, machine, site.bundle(), inputs, () -> mounts.orElse(List.of()));
            String recipe = NodePlanner.recipe(spec);
            recipes.put(type.name(), mounts.isPresent() ? recipe : Digest.of(recipe, "and files to come"));
        }
        return recipes;
    }

    /** Empty where some of them are still to come, as in a dry run. */
    private Optional<List<Mount>> mountsThatAreHere(ClusterConfig config) {
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
            List<String> left = EndProcessesScript.run(
                    host, EndProcessesScript.one(marker), folders, force ? Duration.ZERO : PATIENCE);
            if (!left.isEmpty()) {
                throw new RemoteFailure(
                        host.name(), machine.key() + ": processes do not end: " + left.getFirst(), "", true, left);
            }
        }
    }
}
