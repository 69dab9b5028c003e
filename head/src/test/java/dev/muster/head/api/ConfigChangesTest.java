package dev.muster.head.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.head.TestConfigs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a new config changes in the engine. */
class ConfigChangesTest {
    @Test
    void namesTheEngineAndEachOfItsSettings() {
        ClusterConfig old = config(EngineConfig.NATIVE);
        ClusterConfig next = config(EngineConfig.named("ray").with(Map.of("head_state", "rocksdb"), true));

        assertThat(ConfigChanges.between(old, next))
                .containsExactly("engine: native to ray", "enforce: false to true", "head_state: unset to rocksdb");
        assertThat(ConfigChanges.between(next, old)).contains("head_state: rocksdb to unset");
    }

    @Test
    void theReasonForAnEngineIsNoChange() {
        ClusterConfig old = config(EngineConfig.named("ray"));
        ClusterConfig next = config(EngineConfig.chosen("ray", "a setup command installs Ray"));

        assertThat(ConfigChanges.between(old, next)).isEmpty();
    }

    private static ClusterConfig config(EngineConfig engine) {
        return TestConfigs.read("0 2 60").withEngine(engine);
    }
}
