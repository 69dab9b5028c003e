package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.ClusterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine that the head's environment shows to be needed. */
class EngineDetectionTest {
    @Test
    void rayOnTheHeadMakesItTheEngine() {
        ClusterConfig config = EngineDetection.withPrograms(read(""), List.of("python3", "ray"));

        assertThat(config.engine().name()).isEqualTo("ray");
        assertThat(config.engine().reason()).isEqualTo("Ray is installed on the head");
    }

    @Test
    void theHeadReadsTheSameEngineWithItsReason() {
        ClusterConfig config = EngineDetection.withPrograms(read(""), List.of("ray"));

        assertThat(ConfigReader.ofUser()
                        .readExpanded(ConfigWriter.write(config), "full")
                        .config())
                .isEqualTo(config);
    }

    @Test
    void aFileThatNamesTheEngineKeepsIt() {
        ClusterConfig config = read("engine: native");

        assertThat(EngineDetection.withPrograms(config, List.of("ray"))).isEqualTo(config);
    }

    @Test
    void withoutRayNothingChanges() {
        assertThat(EngineDetection.withPrograms(read(""), List.of("python3"))).isEqualTo(read(""));
    }

    private static ClusterConfig read(String more) {
        return Corpus.read("cluster_name: lab\nprovider: {type: process}\n" + more, "lab.yaml")
                .config();
    }
}
