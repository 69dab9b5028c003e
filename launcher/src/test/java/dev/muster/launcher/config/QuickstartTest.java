package dev.muster.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.ProviderConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The file that newcomers meet first. */
class QuickstartTest {
    static final Path CONFIGS = Path.of("..", "configs");

    @Test
    void bringsUpAHeadAndTwoWorkersAndGrowsToSix() {
        ConfigReading reading = ConfigReader.ofUser().read(CONFIGS.resolve("quickstart.yaml"));

        ClusterConfig config = reading.forUp();
        assertThat(reading.warnings()).isEmpty();
        assertThat(config.name()).isEqualTo("quickstart");
        assertThat(config.provider()).isInstanceOf(ProviderConfig.ProcessNodes.class);
        assertThat(config.minWorkers()).isEqualTo(2);
        assertThat(config.maxWorkers()).isEqualTo(6);
        assertThat(config.headType()).isEqualTo("head");
        assertThat(config.head().maxWorkers()).isZero();
        assertThat(config.type("worker").maxWorkers()).isEqualTo(6);
        assertThat(config.type("worker").resources()).isEqualTo(Resources.of("CPU", 2));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.engine()).isEqualTo(EngineConfig.NATIVE);
    }
}
