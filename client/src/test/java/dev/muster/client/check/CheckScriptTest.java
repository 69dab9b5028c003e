package dev.muster.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.ssh.local.LocalShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script with a real shell and its own home folder. */
@SuppressWarnings("NullAway.Init")
class CheckScriptTest {
    private static final CheckedHost HEAD = new CheckedHost("vm1", "worker", true, "127.0.0.1", 22);

    @TempDir
    Path home;

    @BeforeEach
    void createHomeWithConda() throws IOException {
        Path conda = Files.createDirectories(home.resolve("miniforge3/bin")).resolve("conda");
        Files.writeString(conda, "#!/bin/sh\ntouch \"$HOME/ran\"\n");
        assertThat(conda.toFile().setExecutable(true)).isTrue();
        Path packages = Files.createDirectories(home.resolve("miniforge3/envs/automl/conda-meta"));
        Files.createFile(packages.resolve("numpy-1.26.4-py311_0.json"));
        Files.createFile(packages.resolve("scikit-learn-1.4.0-py311h_1.json"));
        Files.createDirectories(
                home.resolve("miniforge3/envs/automl/lib/python3.11/site-packages/ray-2.9.0.dist-info"));
    }

    @Test
    void changesAndCreatesNoFile() throws Exception {
        Map<Path, String> before = tree();

        CheckFacts facts = run(conda("automl"), List.of("9/127.0.0.1"));

        assertThat(facts.isComplete()).isTrue();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void readsAnEnvironmentWithoutRunningIt() throws Exception {
        CheckFacts facts = run(conda("automl"), List.of());

        assertThat(facts.value("environment")).isEqualTo(home + "/miniforge3/envs/automl");
        assertThat(facts.packages()).isEqualTo(Map.of("numpy", "1.26.4", "scikit-learn", "1.4.0", "ray", "2.9.0"));
        assertThat(home.resolve("ran")).doesNotExist();
    }

    @Test
    void doesNotInterpretValuesOfTheConfig() throws Exception {
        CheckFacts facts = run(
                conda("x'; touch \"$HOME/evil\"; $(touch $HOME/evil) `touch $HOME/evil`"),
                List.of("1/$(touch $HOME/evil)"));

        assertThat(facts.isComplete()).isTrue();
        assertThat(facts.value("environment.there")).isEmpty();
        assertThat(home.resolve("evil")).doesNotExist();
    }

    /** A command line has 128 KiB. */
    @Test
    void hasRoomForTheLargestPool() {
        List<String> targets = IntStream.range(0, 10_000)
                .mapToObj(number -> "22/10.0." + number / 250 + "." + number % 250)
                .toList();

        assertThat(CheckScript.of(Examples.context(), HEAD, targets).script())
                .isEqualTo(CheckScript.of(Examples.context(), HEAD, List.of()).script());
    }

    @Test
    void readsNothingInARootThatOthersCanWrite() throws Exception {
        Path head = Files.createDirectories(home.resolve(".muster/lab/head"));
        Files.writeString(head.resolve("head.properties"), "cluster_id=0123456789abcdef\n");
        assertThat(run(Examples.context(), List.of()).folders()).hasSize(1);
        Files.setPosixFilePermissions(home.resolve(".muster"), PosixFilePermissions.fromString("rwxrwxrwx"));

        CheckFacts facts = run(Examples.context(), List.of());

        assertThat(facts.value("root.fault")).contains("/.muster may be written by everybody (mode 777)");
        assertThat(facts.value("root.fix")).contains("chmod 700 ");
        assertThat(facts.folders()).isEmpty();
        assertThat(facts.isComplete()).isTrue();
    }

    @Test
    void reportsAClosedPortAsRefused() throws Exception {
        CheckFacts facts = run(Examples.context(), List.of("1/127.0.0.1"));

        assertThat(facts.reached()).containsExactly(Map.entry("1/127.0.0.1", CheckFacts.Reachability.REFUSED));
    }

    private static CheckContext conda(String name) {
        Conda conda = new Conda(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
        return Examples.context(Examples.config(
                EnvironmentConfig.of(Optional.of(conda), Optional.empty(), Optional.empty(), Map.of()),
                AuthConfig.NONE,
                List.of("sudo true")));
    }

    private CheckFacts run(CheckContext context, List<String> targets) throws InterruptedException {
        try (LocalShellHost host = new LocalShellHost("vm1", home)) {
            RunResult result = host.run(CheckScript.of(context, HEAD, targets));
            return CheckFacts.parse(result.out()).orElseThrow();
        }
    }

    private Map<Path, String> tree() throws IOException {
        Map<Path, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.toList()) {
                tree.put(
                        path,
                        Files.readAttributes(
                                        path, "unix:ino,size,mode,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS)
                                .toString());
            }
        }
        return tree;
    }
}
