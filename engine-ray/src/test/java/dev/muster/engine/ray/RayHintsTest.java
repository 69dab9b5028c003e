package dev.muster.engine.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineHints;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What in a file shows that it needs Ray. */
class RayHintsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pip install ray",
                "pip install -U 'ray[default]==2.58.0'",
                "conda activate x && pip install \"ray>=2\"",
                "uv pip install ray",
                "(pip install ray) || exit 1",
                "conda install -y -c conda-forge ray-default=2.9",
                "mamba install conda-forge::ray-core",
                "pip install https://example.org/ray-2.58.0-cp311-manylinux.whl"
            })
    void findsCommandsThatInstallRay(String command) {
        assertThat(RayHints.installsRay(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pip install xray", "pip install ray-tracer", "echo ray", "make install PREFIX=/opt/array"})
    void ignoresCommandsThatInstallSomethingElse(String command) {
        assertThat(RayHints.installsRay(command)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ray", "ray[default]==2.60.0", "ray ~= 2.9", "ray @ https://x/ray.whl", "conda-forge::ray-core=2"
            })
    void findsRayAmongPackages(String name) {
        assertThat(RayHints.neededBy(packages(name))).contains("the environment contains Ray");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raygun4py", "ray-tracer", "# ray", "xgboost-ray", "-r ray.txt", ""})
    void ignoresOtherPackages(String name) {
        assertThat(RayHints.neededBy(packages(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rayproject/ray:2.60.0-py311", "registry.lab:5000/team/ray", "rayproject/ray-ml@sha256:00"})
    void findsRayAmongImages(String image) {
        assertThat(RayHints.neededBy(hints(List.of(), List.of(image), List.of())))
                .contains("the container image contains Ray");
    }

    @Test
    void findsRayInTheHeadsEnvironment() {
        assertThat(RayHints.neededBy(hints(List.of(), List.of(), List.of("python3", "ray"))))
                .contains("Ray is installed on the head");
    }

    @Test
    void namesTheStartCommandsFirst() {
        EngineHints hints = new EngineHints(
                new EngineCommands(List.of(), List.of("ray start --address=$RAY_HEAD_IP:6379")),
                List.of("pip install ray"),
                List.of("ray"),
                List.of(),
                List.of());

        assertThat(RayHints.neededBy(hints)).contains("the file has worker_start_ray_commands");
    }

    @Test
    void aFileWithoutRayDoesNotNeedIt() {
        assertThat(RayHints.neededBy(hints(List.of("numpy"), List.of("python:3.12"), List.of("python3"))))
                .isEmpty();
    }

    private static EngineHints packages(String name) {
        return hints(List.of(name), List.of(), List.of());
    }

    private static EngineHints hints(List<String> packages, List<String> images, List<String> programs) {
        return new EngineHints(EngineCommands.NONE, List.of(), packages, images, programs);
    }
}
