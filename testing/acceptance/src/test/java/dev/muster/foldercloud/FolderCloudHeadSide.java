package dev.muster.foldercloud;

import dev.muster.core.Machine;
import dev.muster.core.node.NodeFolders;
import dev.muster.launcher.provider.HeadSide;
import java.util.Optional;

/** The folder cloud as the head uses it. */
record FolderCloudHeadSide(String cluster, FolderCloudMachines machines) implements HeadSide {
    /** Each machine has a disk of its own. */
    @Override
    public Optional<String> folder(Machine machine) {
        return Optional.of(new NodeFolders(machines.root(machine.key()), cluster).node(machine.key()));
    }
}
