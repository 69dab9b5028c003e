package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.ClusterConfig;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The head gets the config as text, so writing and reading it must lose nothing. */
class FullFormPropertyTest {
    private static final int CASES = 1_000;

    @Test
    void readsEveryWrittenConfigBackEqual() {
        long first = Long.getLong("seed", new Random().nextLong());
        ConfigReader reader = new ConfigReader(Path.of("/nowhere"));
        for (long seed = first; seed < first + CASES; seed++) {
            ClusterConfig config = new RandomConfigs(seed).config();
            String text = ConfigWriter.write(config);
            assertThat(reader.readExpanded(text, "expanded").config())
                    .as("seed %d, run again with -Dseed=%d:%n%s", seed, seed, text)
                    .isEqualTo(config);
            assertThat(ConfigWriter.write(config))
                    .as("the same config gives the same text")
                    .isEqualTo(text);
        }
    }
}
