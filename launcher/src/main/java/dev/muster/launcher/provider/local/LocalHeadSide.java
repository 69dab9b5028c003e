package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.status.StatusView.PoolHost;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.util.List;
import java.util.Optional;

/** Gives the head its pool of hosts, for one config. */
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

    /** Each host has its own root folder. */
    @Override
    public Optional<String> folder(Machine machine) {
        return pool.find(machine.host())
                .filter(record -> !machine.key().isHead())
                .map(PoolHostRecord::root)
                .map(root -> new NodeFolders(root, cluster).node(machine.key()));
    }
}
