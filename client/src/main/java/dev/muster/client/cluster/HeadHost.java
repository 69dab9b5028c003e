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
import java.util.Map;
import java.util.Optional;

/**
 * The head's host: where a cluster's truth is.
 *
 * @param root of Muster's on it, where it is known before the host is asked
 */
public record HeadHost(ClusterConfig config, RemoteHost host, Optional<String> root, ClusterSites sites)
        implements AutoCloseable {
    public HostFacts look(NodeBundle bundle) throws InterruptedException {
        return FactsScript.run(host, root, config.name(), NodeKey.HEAD, bundle);
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

    /** For a session: no more than it needs, in one round trip. Throws {@code NoCluster} where no control plane was ever started. */
    HeadHostFacts look() throws InterruptedException {
        return HeadHostFacts.at(host, root, config.name());
    }

    /** Makes the head's machine, or finds it. */
    public Machine machine(ClusterId clusterId) {
        NodeProvider.Creation creation =
                sites.provider(config, clusterId).create(NodeKey.HEAD, config.headType(), config.headType());
        return switch (creation) {
            case NodeProvider.Creation.Made(Machine machine) -> machine;
            case NodeProvider.Creation.CapacityMissing(String reason) ->
                throw new ProviderFailure(config.provider().type(), "no machine for the head: " + reason, "", true);
        };
    }

    /** The head's machine as it will be, without making it. */
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
