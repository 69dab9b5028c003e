package dev.muster.foldercloud;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.HostToCheck;
import dev.muster.launcher.provider.HostsToCheck;
import dev.muster.launcher.provider.MachinesTeardown;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.RouteProblems;
import dev.muster.launcher.provider.Teardown;
import java.util.List;
import java.util.Optional;

/** The folder cloud as the command uses it: the same account, reached from the operator's machine. */
record FolderCloudOperatorSide(ClusterConfig config, FolderCloudConfig cloud, Time time) implements OperatorSide {
    @Override
    public boolean headExists() {
        return FolderCloudMachines.exists(cloud, config.name(), NodeKey.HEAD);
    }

    @Override
    public RemoteHost head() {
        return FolderCloudMachines.shell(cloud, config.name(), NodeKey.HEAD);
    }

    @Override
    public Optional<String> root() {
        return cloud.stateDir();
    }

    @Override
    public NodeProvider machines(ClusterId clusterId) {
        return new FolderCloudMachines(clusterId, config, cloud, time);
    }

    @Override
    public RemoteHost node(NodeAddress node) {
        return FolderCloudMachines.shell(cloud, config.name(), node.machine().key());
    }

    @Override
    public Teardown teardown(Teardown.Request request) {
        return new MachinesTeardown(this, config, request);
    }

    /** Machines that do not exist yet cannot be checked. */
    @Override
    public HostsToCheck hostsToCheck() {
        if (!headExists()) {
            return new HostsToCheck(List.of(), root(), "127.0.0.1", RouteProblems.NONE);
        }
        RemoteHost head = head();
        CheckedHost checked = new CheckedHost(head.name(), config.headType(), true, "127.0.0.1", 22);
        return new HostsToCheck(
                List.of(new HostToCheck(checked, head, Optional::empty)), root(), "127.0.0.1", RouteProblems.NONE);
    }
}
