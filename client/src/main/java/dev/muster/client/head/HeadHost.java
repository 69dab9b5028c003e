package dev.muster.client.head;

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
import dev.muster.launcher.bootstrap.FactsScript;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.OperatorSide;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The head's machine, which knows all there is to know of a cluster, and the provider that it comes from. Closing it ends the connection. */
public record HeadHost(ClusterConfig config, OperatorSide provider, RemoteHost host) implements AutoCloseable {
    private static final Duration LONGEST_BOOT = Duration.ofMinutes(10);
    private static final Duration BOOT_POLL = Duration.ofMillis(200);

    /** Connects to nothing yet. */
    public static HeadHost of(ClusterConfig config, OperatorSide provider) {
        return new HeadHost(config, provider, provider.head());
    }

    /** Returns what is on the machine; facts of an empty machine if it does not exist yet. */
    public HostFacts look(NodeBundle bundle) throws InterruptedException {
        return provider.headExists()
                ? FactsScript.run(host, provider.root(), config.name(), NodeKey.HEAD, bundle)
                : HostFacts.EMPTY;
    }

    /** For a session: asks no more than it needs, in one round trip. Throws {@code NoCluster} if no control plane was ever started. */
    public HeadHostFacts look() throws InterruptedException {
        if (!provider.headExists()) {
            throw new NoCluster(
                    "cluster '" + config.name() + "' is not up: its head does not exist", "run 'cluster up' first");
        }
        return HeadHostFacts.at(host, provider.root(), config.name());
    }

    public NodeFolders folders(HostFacts facts) {
        return new NodeFolders(facts.root(), config.name());
    }

    public HeadLogin login(HostFacts facts) {
        return login(folders(facts));
    }

    HeadLogin login(NodeFolders folders) {
        return new HeadLogin(host, folders.head(), config.name());
    }

    /** Creates the head's machine, or finds it, and waits until it has booted. */
    public Machine machine(ClusterId clusterId, Time time) throws InterruptedException {
        Machine machine = machine(clusterId);
        Instant deadline = time.now().plus(LONGEST_BOOT);
        while (machine.state() == Machine.State.PENDING) {
            if (time.now().isAfter(deadline)) {
                throw new ProviderFailure(
                        config.provider().type(),
                        "the head's machine has not booted within " + LONGEST_BOOT.toMinutes() + " minutes",
                        "run 'cluster up' again to go on waiting",
                        true);
            }
            time.sleep(BOOT_POLL);
            machine = machine(clusterId);
        }
        return machine;
    }

    private Machine machine(ClusterId clusterId) {
        NodeProvider.Creation creation =
                provider.machines(clusterId).create(NodeKey.HEAD, config.headType(), config.headType());
        return switch (creation) {
            case NodeProvider.Creation.Made(Machine machine) -> machine;
            case NodeProvider.Creation.CapacityMissing(String reason) ->
                throw new ProviderFailure(config.provider().type(), "no machine for the head: " + reason, "", true);
        };
    }

    /** Returns the head's machine as it will be, without creating it. */
    public Machine expected() {
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
