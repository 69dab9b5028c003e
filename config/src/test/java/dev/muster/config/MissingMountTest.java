package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A project folder that was moved away once made {@code down} impossible: the file counted as wrong. */
class MissingMountTest {
    private final ParsedConfig reading = new ConfigReader(Path.of("/nowhere"))
            .read(
                    "cluster_name: a\nprovider: {type: process}\nfile_mounts:\n  ~/data: gone\n",
                    "a.yaml",
                    Path.of("/nowhere"));

    @Test
    void stopsAnUpWithItsLine() {
        assertThatThrownBy(reading::forUp)
                .isInstanceOfSatisfying(
                        InvalidConfig.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.line()).isEqualTo(4);
                                    assertThat(problem.message())
                                            .isEqualTo("there is no /nowhere/gone on this machine");
                                }));
    }

    @Test
    void isAWarningToEverythingElse() {
        assertThat(reading.config().files().mounts()).containsEntry("~/data", "/nowhere/gone");
        assertThat(reading.forValidate()).extracting(Problem::severity).containsExactly(Problem.Severity.WARNING);
    }
}
