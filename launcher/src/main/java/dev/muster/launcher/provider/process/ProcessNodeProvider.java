package dev.muster.launcher.provider.process;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.Marker;
import dev.muster.ssh.local.LocalShellHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Provides machines on this machine: every node is a set of processes with its own home folder. A machine is its folder, which one atomic step
 * creates, so a crash leaves either no machine or a complete one.
 */
public final class ProcessNodeProvider implements NodeProvider {
    private static final String NAME = "process";
    private static final String THIS_MACHINE = "127.0.0.1";

    private final ClusterId clusterId;
    private final ClusterConfig config;
    private final NodeFolders folders;
    private final MachineShare share;

    public ProcessNodeProvider(ClusterId clusterId, ClusterConfig config, Path root) {
        this.clusterId = clusterId;
        this.config = config;
        this.folders = new NodeFolders(root.toString(), config.name());
        this.share = MachineShare.of(config);
    }

    /** Offers as many nodes as each type may have: this machine itself sets no limit. */
    @Override
    public List<Offer> offers() {
        return config.types().values().stream()
                .filter(type -> type.maxWorkers() > 0)
                .map(type -> new Offer(type.name(), type.name(), resources(type), type.labels(), type.maxWorkers()))
                .toList();
    }

    @Override
    public Creation create(NodeKey key, String type, String offer) {
        MachineFolder folder = folder(key);
        try {
            folder.create(clusterId, type);
        } catch (IOException e) {
            throw failure("cannot create the folder of " + key + ": " + e.getMessage());
        }
        return new Creation.Made(machine(key, type));
    }

    @Override
    public List<Machine> machines() {
        try {
            return MachineFolder.list(Path.of(folders.clusterFolder()), clusterId).stream()
                    .map(found -> machine(found.key(), found.type()))
                    .toList();
        } catch (IOException e) {
            throw failure("cannot read " + folders.clusterFolder() + ": " + e.getMessage());
        }
    }

    @Override
    public void remove(NodeKey key) {
        try {
            MarkedProcesses.endAll(new Marker(clusterId, key));
            folder(key).delete(clusterId);
        } catch (IOException e) {
            throw failure("cannot remove the folder of " + key + ": " + e.getMessage());
        }
    }

    @Override
    public RemoteHost connect(Machine machine) {
        return new LocalShellHost(machine.host(), Path.of(folders.node(machine.key()), "home"));
    }

    private Machine machine(NodeKey key, String type) {
        NodeTypeConfig known = config.types().get(type);
        Resources resources = known == null ? Resources.NONE : resources(known);
        Map<String, String> labels = known == null ? Map.of() : known.labels();
        return new Machine(key, type, key.value(), THIS_MACHINE, Machine.State.RUNNING, type, resources, labels);
    }

    private Resources resources(NodeTypeConfig type) {
        return share.each().overriddenBy(type.resources()).without(type.noResources());
    }

    private MachineFolder folder(NodeKey key) {
        return new MachineFolder(Path.of(folders.node(key)), key);
    }

    private static ProviderFailure failure(String what) {
        return new ProviderFailure(NAME, what, "check the disk and the owner of the folder: df -h, ls -ld", true);
    }
}
