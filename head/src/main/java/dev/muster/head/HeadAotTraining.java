package dev.muster.head;

import dev.muster.config.ConfigReader;
import dev.muster.core.config.ClusterConfig;
import dev.muster.launcher.provider.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The training run for the control plane's AOT cache; scripts/build calls it. Arguments: a config whose head host accepts its key over SSH, which need not
 * exist, and the folder of the head.
 */
final class HeadAotTraining {
    private HeadAotTraining() {}

    public static void main(String[] arguments) throws Exception {
        Path overSsh = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        if (Files.exists(overSsh)) {
            ClusterConfig config = ConfigReader.ofUser()
                    .readExpanded(Files.readString(overSsh), "training")
                    .forUp();
            // The head of the training cluster starts processes and needs no SSH, so this connects to a host as a real
            // head does to a worker's.
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Providers.of(config.provider()).train(config, folder.resolve("tmp"), threads);
            }
        }
        HeadMain.main(new String[] {folder.toString()});
    }
}
