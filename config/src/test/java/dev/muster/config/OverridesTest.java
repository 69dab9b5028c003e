package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The command line wins over the file. */
class OverridesTest {
    private static final Path QUICKSTART = ExampleConfigsTest.CONFIGS.resolve("quickstart.yaml");

    @Test
    void appliesANewMaximumToTypesWithoutTheirOwn() {
        ClusterConfig config = read(limits(OptionalInt.empty(), OptionalInt.of(9)));

        assertThat(config.maxWorkers()).isEqualTo(9);
        assertThat(config.type("worker").maxWorkers()).isEqualTo(9);
    }

    @Test
    void appliesANewMinimumToTheOnlyWorkerType() {
        assertThat(read(limits(OptionalInt.of(4), OptionalInt.empty()))
                        .type("worker")
                        .minWorkers())
                .isEqualTo(4);
    }

    @Test
    void namesTheOptionIfTheNewMinimumExceedsTheMaximum() {
        assertThatThrownBy(() -> read(limits(OptionalInt.of(7), OptionalInt.empty())))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("--min-workers: error: available_node_types.worker.min_workers: is 7, more than");
    }

    @Test
    void refusesAnUnsafeName() {
        Overrides overrides =
                new Overrides(Optional.of("../x"), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

        assertThatThrownBy(() -> read(overrides))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("--cluster-name: error: cluster_name: '../x' is not a valid cluster name");
    }

    @Test
    void refusesTheReservedName() {
        Overrides overrides =
                new Overrides(Optional.of("bundles"), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

        assertThatThrownBy(() -> read(overrides))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("'bundles' is reserved");
    }

    @Test
    void turnsLoginShellsOff() {
        Overrides overrides =
                new Overrides(Optional.of("mine"), OptionalInt.empty(), OptionalInt.empty(), Optional.of(false));

        assertThat(read(overrides).commands().loginShells()).isFalse();
        assertThat(read(overrides).name()).isEqualTo("mine");
    }

    private static ClusterConfig read(Overrides overrides) {
        return ConfigReader.ofUser().read(QUICKSTART, overrides).config();
    }

    private static Overrides limits(OptionalInt min, OptionalInt max) {
        return new Overrides(Optional.empty(), min, max, Optional.empty());
    }
}
