package dev.muster.head;

import dev.muster.config.ConfigReader;
import dev.muster.core.config.ClusterConfig;
import dev.muster.launcher.provider.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The training run of the control plane's AOT cache, called by scripts/build. Arguments: a config whose head's host accepts its key over SSH, which
 * need not exist; the head's folder.
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
            // The cluster of the training is one of processes, whose head needs no SSH: here it reaches a host as it
            // would a worker's.
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Providers.of(config.provider()).train(config, folder.resolve("tmp"), threads);
            }
        }
        HeadMain.main(new String[] {folder.toString()});
    }
}
