package dev.muster.client.cluster;

import dev.muster.client.head.HeadHostFacts;
import dev.muster.client.head.HeadLogin;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.bootstrap.FactsScript;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.OperatorSide;
import java.util.Map;

/** The head's machine, which knows all there is to know of a cluster, and the provider that it comes from. Closing it ends the connection. */
record HeadHost(ClusterConfig config, OperatorSide provider, RemoteHost host) implements AutoCloseable {
    /** Connects to nothing yet. */
    static HeadHost of(ClusterConfig config, OperatorSide provider) {
        return new HeadHost(config, provider, provider.head());
    }

    HostFacts look(NodeBundle bundle) throws InterruptedException {
        return FactsScript.run(host, provider.root(), config.name(), NodeKey.HEAD, bundle);
    }

    /** For a session: asks no more than it needs, in one round trip. Throws {@code NoCluster} if no control plane was ever started. */
    HeadHostFacts look() throws InterruptedException {
        return HeadHostFacts.at(host, provider.root(), config.name());
    }

    NodeFolders folders(HostFacts facts) {
        return new NodeFolders(facts.root(), config.name());
    }

    HeadLogin login(HostFacts facts) {
        return login(folders(facts));
    }

    HeadLogin login(NodeFolders folders) {
        return new HeadLogin(host, folders.head(), config.name());
    }

    /** Creates the head's machine, or finds it. */
    Machine machine(ClusterId clusterId) {
        NodeProvider.Creation creation =
                provider.machines(clusterId).create(NodeKey.HEAD, config.headType(), config.headType());
        return switch (creation) {
            case NodeProvider.Creation.Made(Machine machine) -> machine;
            case NodeProvider.Creation.CapacityMissing(String reason) ->
                throw new ProviderFailure(config.provider().type(), "no machine for the head: " + reason, "", true);
        };
    }

    /** Returns the head's machine as it will be, without creating it. */
    Machine expected() {
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
