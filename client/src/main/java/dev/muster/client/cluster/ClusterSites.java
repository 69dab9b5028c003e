package dev.muster.client.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import java.util.Optional;

/** From a config to the machines it means: the one place that knows the kinds of providers. */
public interface ClusterSites {
    /** The caller closes it. Nothing is connected yet. */
    HeadHost head(ClusterConfig config);

    NodeProvider provider(ClusterConfig config, ClusterId clusterId);

    /** The hosts of a pool, where the provider has one. */
    Optional<OperatorHostConnector> pool(ClusterConfig config);

    /** The same, for a look that changes nothing: each host is tried once, no host key is pinned. */
    Optional<OperatorHostConnector> onlyLooking(ClusterConfig config);

    /** A way to a node's machine; the caller closes it. */
    RemoteHost node(ClusterConfig config, NodeAddress node);
}
