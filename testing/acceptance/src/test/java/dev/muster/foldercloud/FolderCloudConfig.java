package dev.muster.foldercloud;

import dev.muster.core.config.ProviderConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code provider} of a cluster on the folder cloud.
 *
 * @param account the folder that stands for the operator's account: all machines are in it
 * @param quota how many machines there can be at once, the head's included
 */
record FolderCloudConfig(Path account, int quota, int headPort, Optional<String> stateDir) implements ProviderConfig {
    static final String TYPE = "folder-cloud";

    @Override
    public String type() {
        return TYPE;
    }
}
