package dev.muster.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine is chosen by the commands that install Ray. */
class EngineChoiceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pip install ray",
                "pip install -U 'ray[default]==2.58.0'",
                "conda activate x && pip install \"ray>=2\"",
                "uv pip install ray",
                "pip install https://example.org/ray-2.58.0-cp311-manylinux.whl"
            })
    void findsCommandsThatInstallRay(String command) {
        assertThat(EngineChoice.installsRay(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pip install xray", "pip install ray-tracer", "echo ray", "make install PREFIX=/opt/array"})
    void ignoresCommandsThatInstallSomethingElse(String command) {
        assertThat(EngineChoice.installsRay(command)).isFalse();
    }
}
