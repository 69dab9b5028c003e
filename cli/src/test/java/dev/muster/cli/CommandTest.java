package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests that run a command in a folder with a cluster.yaml. */
abstract class CommandTest {
    @TempDir
    Path folder;

    CommandRun command = new CommandRun(Path.of(""));

    @BeforeEach
    void createFolderWithConfigFile() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), "hosts: [vm1]\n");
        command = new CommandRun(folder);
    }

    final CommandRun.Ended run(String... arguments) {
        return command.run(arguments);
    }

    final FakeClusters clusters() {
        return command.clusters;
    }
}
