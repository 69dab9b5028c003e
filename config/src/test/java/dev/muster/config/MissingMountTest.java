package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A missing project folder once made {@code down} impossible, because the file was invalid. */
class MissingMountTest {
    private final ParsedConfig reading = new ConfigReader(Path.of("/nowhere"))
            .read(
                    "cluster_name: a\nprovider: {type: process}\nfile_mounts:\n  ~/data: gone\n",
                    "a.yaml",
                    Path.of("/nowhere"));

    @Test
    void isAnErrorForUpWithItsLine() {
        assertThatThrownBy(reading::forUp)
                .isInstanceOfSatisfying(
                        InvalidConfig.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.line()).isEqualTo(4);
                                    assertThat(problem.message())
                                            .isEqualTo("/nowhere/gone does not exist on this machine");
                                }));
    }

    @Test
    void isAWarningForEverythingElse() {
        assertThat(reading.config().files().mounts()).containsEntry("~/data", "/nowhere/gone");
        assertThat(reading.forValidate()).extracting(Problem::severity).containsExactly(Problem.Severity.WARNING);
    }
}
