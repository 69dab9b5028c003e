package dev.muster.client.head;

import dev.muster.client.ClusterRef;
import dev.muster.config.EngineDetection;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import dev.muster.engine.Engines;
import dev.muster.launcher.bootstrap.FactsScript;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.ProgramSearch;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.OperatorSide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The head's machine and its connection.
 *
 * @param config the config of the cluster
 * @param provider the provider of the machine
 * @param host the machine as SSH reaches it
 * @param cluster refers to the cluster in hints
 */
public record HeadHost(ClusterConfig config, OperatorSide provider, RemoteHost host, ClusterRef cluster)
        implements AutoCloseable {
    private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration BOOT_POLL_INTERVAL = Duration.ofMillis(200);

    /** Returns the head's machine without connecting to it. */
    public static HeadHost of(ClusterConfig config, OperatorSide provider, ClusterRef cluster) {
        return new HeadHost(config, provider, provider.head(), cluster);
    }

    /** Returns the facts of the machine, or {@link HostFacts#EMPTY} if it does not exist yet. Changes nothing. */
    public HostFacts probe(NodeBundle bundle) throws InterruptedException {
        return provider.headExists()
                ? FactsScript.run(host, provider.root(), config.name(), NodeKey.HEAD, bundle)
                : HostFacts.EMPTY;
    }

    /** Returns the config with the engine that is installed on the machine, if the file leaves the choice to Muster and needs none. Changes nothing. */
    public ClusterConfig withEngineFound() throws InterruptedException {
        // A cluster on one machine is for trying things out, and should not need what is installed there by chance.
        if (!EngineDetection.isOpen(config) || config.provider().isOneMachine() || !provider.headExists()) {
            return config;
        }
        List<String> programs = Engines.all().stream()
                .flatMap(engine -> engine.programs().stream())
                .toList();
        return EngineDetection.withPrograms(config, ProgramSearch.run(host, provider.root(), config, programs));
    }

    public HeadHost withConfig(ClusterConfig newConfig) {
        return new HeadHost(newConfig, provider, host, cluster);
    }

    /** Finds the control plane for a session, in one round trip. Throws {@code NoCluster} if the cluster is not up. */
    public HeadHostFacts findControlPlane() throws InterruptedException {
        if (!provider.headExists()) {
            throw new NoCluster(
                    "cluster '" + config.name() + "' is not up: its head does not exist",
                    "run '" + cluster.command("up") + "' to start it");
        }
        return HeadHostFacts.read(host, provider.root(), cluster);
    }

    /** Returns the folders of the cluster on the machine. */
    public NodeFolders folders(HostFacts facts) {
        return new NodeFolders(facts.root(), config.name());
    }

    /** Returns the login to the control plane on the machine. */
    public HeadLogin login(HostFacts facts) {
        return login(folders(facts));
    }

    HeadLogin login(NodeFolders folders) {
        return new HeadLogin(host, folders.head(), cluster);
    }

    /** Creates the head's machine, or finds the existing one, and waits until it has booted. Throws {@link ProviderFailure} after 10 minutes. */
    public Machine createMachine(ClusterId clusterId, Time time) throws InterruptedException {
        Machine machine = findOrCreate(clusterId);
        Instant deadline = time.now().plus(BOOT_TIMEOUT);
        while (machine.state() == Machine.State.PENDING) {
            if (time.now().isAfter(deadline)) {
                throw new ProviderFailure(
                        config.provider().type(),
                        "the head's machine has not booted within " + BOOT_TIMEOUT.toMinutes() + " minutes",
                        "run '" + cluster.command("up") + "' again to keep waiting",
                        true);
            }
            time.sleep(BOOT_POLL_INTERVAL);
            machine = findOrCreate(clusterId);
        }
        return machine;
    }

    private Machine findOrCreate(ClusterId clusterId) {
        NodeProvider.Creation creation =
                provider.machines(clusterId).create(NodeKey.HEAD, config.headType(), config.headType());
        return switch (creation) {
            case NodeProvider.Creation.Made(Machine machine) -> machine;
            case NodeProvider.Creation.CapacityMissing(String reason) ->
                throw new ProviderFailure(
                        config.provider().type(),
                        "no machine for the head: " + reason,
                        "run '" + cluster.command("up") + "' again later",
                        true);
        };
    }

    /** Returns the machine if it exists, and otherwise the machine as it will be. Does not create it. */
    public Machine expectedMachine(ClusterId clusterId) {
        return provider.machines(clusterId).machines().stream()
                .filter(machine -> machine.key().isHead())
                .findFirst()
                .orElseGet(this::machineToCome);
    }

    private Machine machineToCome() {
        return new Machine(
                NodeKey.HEAD,
                config.headType(),
                host.name(),
                "",
                Machine.State.PENDING,
                config.headType(),
                Resources.NONE,
                Map.of());
    }

    @Override
    public void close() {
        host.close();
    }
}
