package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.status.StatusView.PoolHost;
import dev.muster.launcher.provider.HeadSide;
import java.util.List;
import java.util.Optional;

/** A pool of hosts as the head uses it, for one config. */
record LocalHeadSide(
        ClusterId clusterId, String cluster, LocalNodeProvider machines, HostPool pool, PoolMaintenance maintenance)
        implements HeadSide {
    @Override
    public NodeSetUp setUp(NodeSetUp bootstrap) {
        return new PoolSetUp(clusterId, cluster, machines, pool, bootstrap);
    }

    @Override
    public List<PoolHost> hosts() {
        return machines.hosts();
    }

    /** Each host has a root of its own. */
    @Override
    public Optional<String> folder(Machine machine) {
        return pool.reach(machine.host())
                .filter(reach -> !machine.key().isHead())
                .map(PoolHostRecord::root)
                .map(root -> new NodeFolders(root, cluster).node(machine.key()));
    }
}
