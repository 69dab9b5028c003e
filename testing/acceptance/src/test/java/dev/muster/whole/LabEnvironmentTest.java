package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Environments on real hosts, three of which share one home. Conda's own installers are not needed: rattler makes real prefixes from a channel that is
 * written here, behind a stand-in for the {@code conda} program. rattler is found where {@code MUSTER_RATTLER} says.
 */
@Tag("whole")
class LabEnvironmentTest {
    private static final int[] HOSTS = {1, 2, 3, 4, 5};
    private static final Path RESOURCES =
            Path.of(System.getProperty("muster.checkout")).resolve("testing/acceptance/src/test/resources/conda");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            sandbox.cluster("down", "-y", "--force");
            sandbox.close();
            for (int host : HOSTS) {
                lab.on(
                        host,
                        "rm -rf ~/miniforge3 ~/channel ~/venv /tmp/setup-python /tmp/setup-groups; groupdel labs || true");
            }
        }
    }

    @Test
    void aCondaEnvironmentIsMadeOnEveryHostAndIsActiveEverywhere() throws Exception {
        installConda();
        environmentYml("lab-tool=7");
        conda();
        Sandbox.Ended broken = sandbox.cluster("up", "-y");
        assertThat(broken.code()).as(broken.err()).isEqualTo(4);
        assertThat(broken.err())
                .contains("environment", "No candidates were found for lab-tool 7", "could not be created")
                .doesNotContain("\tat ");

        environmentYml("lab-tool=1.4");
        sandbox.cluster("up", "-y").expect(0);
        assertThat(everywhere("which python")).containsOnly("/root/miniforge3/envs/automl/bin/python");
        assertThat(everywhere("lab-tool")).containsOnly("lab-tool of /root/miniforge3/envs/automl/share/lab-tool");
        assertThat(everywhere("cat /tmp/setup-python")).containsOnly("/root/miniforge3/envs/automl/bin/python");
        assertThat(Files.exists(lab.disk(2).resolve("home/miniforge3/envs/automl.muster-making")))
                .isFalse();
        sandbox.cluster("down", "-y").expect(0);
    }

    @Test
    void aVirtualEnvironmentIsMadeOnEveryHost() throws Exception {
        file("""
                environment: {venv: ~/venv, env_vars: {LAB_WORD: "a b's \\"c\\" $HOME"}}
                initialization_commands: ["groupadd labs && usermod -aG labs \\"$(id -un)\\""]
                setup_commands: ["id -nG >/tmp/setup-groups"]
                """);
        sandbox.cluster("up", "-y").expect(0);
        assertThat(everywhere("which python")).containsOnly("/root/venv/bin/python");
        assertThat(everywhere("python -c 'import sys; print(sys.prefix)'")).containsOnly("/root/venv");
        assertThat(everywhere("printf '%s\\n' \"$LAB_WORD\"")).containsOnly("a b's \"c\" $HOME");
        assertThat(everywhere("cat /tmp/setup-groups"))
                .as("a group that initialization_commands added")
                .allSatisfy(groups -> assertThat(groups).containsPattern("\\blabs\\b"));
        sandbox.cluster("down", "-y").expect(0);
    }

    private List<String> everywhere(String shell) throws Exception {
        List<String> lines =
                sandbox.cluster("exec", "--all", shell).expect(0).out().lines().toList();
        assertThat(lines).hasSize(HOSTS.length);
        return lines.stream().map(line -> line.replaceFirst("^\\S+: +", "")).toList();
    }

    private void file(String yaml) throws Exception {
        sandbox.config(new LabFile(lab, "environment")
                .hosts(HOSTS)
                .min(HOSTS.length - 1)
                .with(yaml)
                .text());
    }

    private void conda() throws Exception {
        file("""
                environment: {conda: {name: automl, file: environment.yml}}
                setup_commands: ["which python >/tmp/setup-python"]
                """);
    }

    private void environmentYml(String tool) throws Exception {
        Files.writeString(sandbox.folder().resolve("environment.yml"), """
                name: automl
                channels:
                  - file:///root/channel
                dependencies:
                  - python=3.11
                  - %s
                """.formatted(tool));
    }

    /** In each distinct home, as people have it. */
    private void installConda() throws Exception {
        Path rattler = Tool.RATTLER.folder();
        Path first = lab.disk(1).resolve("home/miniforge3");
        Files.createDirectories(first.resolve("bin"));
        Files.createDirectories(first.resolve("envs"));
        copy(rattler, Files.createDirectories(first.resolve("lib/rattler")));
        Path conda = Files.copy(RESOURCES.resolve("conda"), first.resolve("bin/conda"));
        Files.setPosixFilePermissions(conda, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path channel = lab.disk(1).resolve("home/channel");
        run("python3", RESOURCES.resolve("channel.py").toString(), channel.toString());
        for (int host : new int[] {2, 5}) {
            for (Path tree : List.of(first, channel)) {
                run(
                        "cp",
                        "-al",
                        tree.toString(),
                        lab.disk(host).resolve("home").toRealPath().toString());
            }
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                run("cp", "-a", entry.toString(), to.toString());
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
