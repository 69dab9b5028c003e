package dev.muster.launcher.provider.process;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.HostToCheck;
import dev.muster.launcher.provider.HostsToCheck;
import dev.muster.launcher.provider.MachinesTeardown;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.RouteProblems;
import dev.muster.launcher.provider.Teardown;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gives the command its nodes on this machine, through local shells.
 *
 * @param path the folder of all clusters of this user
 */
record ProcessOperatorSide(ClusterConfig config, Path path) implements OperatorSide {
    @Override
    public RemoteHost head() {
        String folder = new NodeFolders(path.toString(), config.name()).head();
        return new LocalShellHost(NodeKey.HEAD.value(), Path.of(folder, "home"));
    }

    @Override
    public Optional<String> root() {
        return Optional.of(path.toString());
    }

    @Override
    public NodeProvider machines(ClusterId clusterId) {
        return new ProcessNodeProvider(clusterId, config, path);
    }

    @Override
    public RemoteHost node(NodeAddress node) {
        return new LocalShellHost(node.machine().host(), Path.of(node.folder(), "home"));
    }

    @Override
    public Teardown teardown(Teardown.Request request) {
        return new MachinesTeardown(this, config, request);
    }

    @Override
    public HostsToCheck hostsToCheck() {
        RemoteHost host = head();
        CheckedHost thisMachine = new CheckedHost(host.name(), config.headType(), true, "127.0.0.1", 22);
        return new HostsToCheck(
                List.of(new HostToCheck(thisMachine, host, Optional::empty)), root(), "127.0.0.1", RouteProblems.NONE);
    }
}
