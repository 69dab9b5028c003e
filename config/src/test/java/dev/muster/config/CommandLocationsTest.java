package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.CommandLocations.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLocationsTest {
    private static final Optional<String> HEAD = Optional.empty();
    private static final Optional<String> CPU = Optional.of("cpu");
    private static final Optional<String> GPU = Optional.of("gpu");

    @TempDir
    Path folder;

    @Test
    void findsTheCommandsOfTheHeadAndOfEachType() throws IOException {
        CommandLocations commands = read("""
                hosts: [vm1]
                setup_commands:
                  - echo all
                  - |
                    echo several
                    echo lines
                head_setup_commands: [echo head]
                worker_setup_commands:
                  - echo worker
                initialization_commands: [echo first]
                available_node_types:
                  cpu: {}
                  gpu:
                    worker_setup_commands:
                      - echo gpu
                """);

        assertThat(commands.find(HEAD, Step.SETUP, 2)).contains("cluster.yaml:4");
        assertThat(commands.find(HEAD, Step.SETUP, 3)).contains("cluster.yaml:7");
        assertThat(commands.find(CPU, Step.SETUP, 3)).contains("cluster.yaml:9");
        assertThat(commands.find(GPU, Step.SETUP, 1)).contains("cluster.yaml:15");
        assertThat(commands.find(GPU, Step.INITIALIZATION, 1)).contains("cluster.yaml:10");
        assertThat(commands.find(GPU, Step.SETUP, 2)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadHasNoCommands() throws IOException {
        assertThat(CommandLocations.of(folder.resolve("gone.yaml")).find(HEAD, Step.SETUP, 1))
                .isEmpty();
        assertThat(read("setup_commands: [").find(HEAD, Step.SETUP, 1)).isEmpty();
    }

    private CommandLocations read(String text) throws IOException {
        return CommandLocations.of(Files.writeString(folder.resolve("cluster.yaml"), text));
    }
}
