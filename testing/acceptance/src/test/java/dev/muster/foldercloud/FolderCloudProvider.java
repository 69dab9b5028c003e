package dev.muster.foldercloud;

import dev.muster.config.provider.ProviderKey;
import dev.muster.config.provider.ProviderKey.Form;
import dev.muster.config.provider.ProviderValues;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A third provider, which shows that none needs more than its own package and one line in the registry. Its cloud is a folder; each machine takes a
 * moment to boot, has a disk of its own, and there are no more than the quota allows.
 */
public final class FolderCloudProvider implements Provider {
    private static final int DEFAULT_QUOTA = 10;

    @Override
    public String type() {
        return FolderCloudConfig.TYPE;
    }

    @Override
    public List<ProviderKey> keys() {
        return List.of(
                new ProviderKey("account", new Form.Text(), "Folder of the folder cloud."),
                new ProviderKey("quota", new Form.Whole(1, 1000), "Number of machines; default 10."));
    }

    @Override
    public ProviderConfig read(ProviderValues values) {
        if (!values.given("account")) {
            values.error("account", "is required with provider type folder-cloud", "name a folder");
        }
        return new FolderCloudConfig(
                Path.of(values.text("account").orElse("/nonexistent")),
                values.whole("quota").orElse(DEFAULT_QUOTA),
                values.headPort(),
                values.stateDir());
    }

    @Override
    public Map<String, Object> write(ProviderConfig config) {
        FolderCloudConfig cloud = (FolderCloudConfig) config;
        return Map.of("account", cloud.account().toString(), "quota", cloud.quota());
    }

    @Override
    public OperatorSide onOperator(ClusterConfig config, OperatorContext context) {
        return new FolderCloudOperatorSide(config, (FolderCloudConfig) config.provider(), context.time());
    }

    @Override
    public Function<ClusterConfig, HeadSide> onHead(HeadContext context) {
        return config -> new FolderCloudHeadSide(
                config.name(),
                new FolderCloudMachines(
                        context.clusterId(), config, (FolderCloudConfig) config.provider(), context.time()));
    }
}
