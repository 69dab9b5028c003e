package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.ClusterRef;
import dev.muster.client.KnownCluster;
import dev.muster.client.UpRequest;
import dev.muster.core.NodeState;
import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a command line chooses the cluster. */
class ConfigChoiceTest extends CommandTest {
    @Test
    void usesClusterYamlOfTheFolderByDefault() {
        assertThat(fileOf("status")).isEqualTo(folder.resolve("cluster.yaml"));
    }

    @Test
    void takesAnArgumentThatEndsInYamlOrYml() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "");
        Files.writeString(folder.resolve("b.yml"), "");

        assertThat(fileOf("status", "a.yaml")).isEqualTo(folder.resolve("a.yaml"));
        assertThat(fileOf("status", "b.yml")).isEqualTo(folder.resolve("b.yml"));
    }

    @Test
    void takesAFileOfAnyNameWithDashF() throws IOException {
        Files.writeString(folder.resolve("lab.conf"), "");

        assertThat(fileOf("status", "-f", "lab.conf")).isEqualTo(folder.resolve("lab.conf"));
    }

    @Test
    void prefersTheVariableToTheFolder() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), "");
        command.environment.put("CLUSTER_CONFIG", "other.yaml");

        assertThat(fileOf("status")).isEqualTo(folder.resolve("other.yaml"));
    }

    @Test
    void prefersTheArgumentToTheVariable() {
        command.environment.put("CLUSTER_CONFIG", "other.yaml");

        assertThat(fileOf("status", "cluster.yaml")).isEqualTo(folder.resolve("cluster.yaml"));
    }

    @Test
    void findsAKnownClusterByItsName() {
        know("lab", Optional.empty());

        run("status", "-n", "lab");

        assertThat(clusters().asked).contains(new ClusterRef.Known("lab"));
    }

    @Test
    void overridesTheNameInTheFileIfTheNameIsUnknown() {
        run("status", "cluster.yaml", "-n", "second");

        assertThat(clusters().asked.getFirst())
                .isInstanceOfSatisfying(
                        ClusterRef.OfFile.class,
                        file -> assertThat(file.otherName()).contains("second"));
    }

    @Test
    void namesTheKnownClustersIfTheNameIsUnknownAndNoFileIsNamed() {
        know("week", Optional.empty());

        CommandRun.Ended ended = run("status", "-n", "wek");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("cluster: this machine does not know a cluster 'wek'\n  known: week; for a cluster");
        assertThat(run("status", "-n", "lab").code()).as("the name in the file").isZero();
        assertThat(run("up", "-y", "-n", "second").code())
                .as("up makes new ones")
                .isZero();
    }

    @Test
    void aFileWithAnErrorMeansTheClusterThatItLastBroughtUp() {
        know("lab", Optional.of(folder.resolve("cluster.yaml")));
        clusters().readFailure = new InvalidConfig(List.of(new Problem(
                Problem.Severity.ERROR,
                "cluster.yaml",
                7,
                1,
                "max_workrs",
                "unknown key",
                "did you mean 'max_workers'?")));

        CommandRun.Ended ended = run("status");

        assertThat(ended.code()).isZero();
        assertThat(ended.err())
                .isEqualTo("cluster: warning: cluster.yaml:7 has an error (to see it: cluster validate " + folder
                        + "/cluster.yaml); this is cluster 'lab', which the file last brought up\n");
        assertThat(clusters().asked).contains(new ClusterRef.Known("lab"));
        assertThat(run("up", "-y").code()).isEqualTo(2);
        assertThat(run("check").code()).isEqualTo(2);
    }

    @Test
    void upUsesTheFileOfAKnownCluster() throws IOException {
        Path file = Files.writeString(folder.resolve("lab-file.yaml"), "");
        know("lab", Optional.of(file));

        run("up", "-y", "-n", "lab");

        assertThat(clusters().asked.getFirst()).isInstanceOfSatisfying(UpRequest.class, request -> {
            assertThat(request.cluster().file().path()).isEqualTo(file);
            assertThat(request.cluster().name()).isEqualTo("lab");
        });
    }

    @Test
    void failsWithoutAnyConfigFile() throws IOException {
        Files.delete(folder.resolve("cluster.yaml"));

        CommandRun.Ended ended = run("status");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("cluster: no cluster given, and there is no cluster.yaml in this folder\n  name the file");
    }

    @Test
    void failsIfTheNameIsUnknownAndThereIsNoFile() throws IOException {
        Files.delete(folder.resolve("cluster.yaml"));

        assertThat(run("status", "-n", "lab").err())
                .startsWith("cluster: this machine does not know a cluster 'lab'\n");
    }

    @Test
    void ignoresArgumentsAfterTheDashes() {
        clusters().addNode("head", "head", "vm1", NodeState.READY);

        run("exec", "--", "cat", "other.yaml");

        assertThat(clusters().hosts.get("head").scripts).containsExactly("env; cat other.yaml");
    }

    private Path fileOf(String... words) {
        clusters().asked.clear();
        run(words);
        return ((ClusterRef.OfFile) clusters().asked.removeFirst()).file().path();
    }

    private void know(String name, Optional<Path> file) {
        clusters().known.add(new KnownCluster(name, "00000000000000aa", "local", "vm1", file, FakeTime.NOW));
    }
}
