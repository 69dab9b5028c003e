package dev.muster.foldercloud;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.testkit.ManualTime;
import dev.muster.testkit.NodeProviderContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The folder cloud keeps the contract of every provider. */
class FolderCloudMachinesTest extends NodeProviderContract {
    private final ManualTime time = ManualTime.of(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path account;

    @Override
    protected NodeProvider provider() {
        return reopened();
    }

    @Override
    protected String type() {
        return "worker";
    }

    @Override
    protected NodeProvider reopened() {
        FolderCloudConfig cloud = new FolderCloudConfig(account, 10, 7373, Optional.empty());
        ClusterConfig config = ConfigReader.ofUser()
                .readExpanded("cluster_name: lab\nprovider: {type: process}\nmax_workers: 3\n", "test")
                .config()
                .withProvider(cloud);
        return new FolderCloudMachines(new ClusterId("00000000deadbeef"), config, cloud, time);
    }
}
