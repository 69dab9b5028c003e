package dev.muster.config.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFileTest {
    @TempDir
    Path folder;

    @Test
    void whatARequirementsFileIncludesBecomesPartOfIt() throws IOException {
        write("sub/base.txt", "numpy==2.0 # fast\n-r more.txt\n");
        write("sub/more.txt", "-r base.txt\nscipy\n");
        write("limits.txt", "six<2\n");
        Path file = write(
                "requirements.txt",
                "--index-url https://x/simple\n-r sub/base.txt\n--constraint=limits.txt\ntorch \\\n  --hash=sha256:ab\n");

        PackageFile read = PackageFile.requirements(file);

        assertThat(read.text())
                .isEqualTo("--index-url https://x/simple\nnumpy==2.0 # fast\nscipy\ntorch \\\n  --hash=sha256:ab\n");
        assertThat(read.beside()).containsOnly(Map.entry("constraints.txt", "six<2\n"));
        assertThat(read.refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./wheels/a.whl",
                "a-1.0-py3-none-any.whl",
                "wheels/a.whl ; python_version > '3'",
                "-e .",
                "--editable=../lib[extra]",
                "-e file:lib",
                "-f wheels/",
                "mine @ file:lib",
                "~/lib/x.zip"
            })
    void whatIsOnlyOnThisMachineIsRefusedWithFileAndLine(String line) throws IOException {
        write("base.txt", "numpy\n" + line + "\n");
        Path file = write("requirements.txt", "-r base.txt\n");

        assertThat(PackageFile.requirements(file).refused())
                .singleElement()
                .asString()
                .startsWith(folder + "/base.txt:2: '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch",
                "torch[extra]>=2,<3 ; python_version > '3'",
                "-e git+https://x/y.git#egg=z",
                "mine @ https://x/y.whl",
                "https://x/y.whl",
                "/opt/wheels/a.whl",
                "mine @ file:///opt/a.whl",
                "-f https://x/",
                "-r https://x/r.txt",
                "--no-binary :all:",
                "# -e ."
            })
    void whatTheNodesReachIsSentAsItIs(String line) throws IOException {
        PackageFile read = PackageFile.requirements(write("requirements.txt", line + "\n"));

        assertThat(read.refused()).isEmpty();
        assertThat(read.text()).isEqualTo(line + "\n");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path file = write("requirements.txt", "\n-c none.txt\n");

        assertThat(PackageFile.requirements(file).refused())
                .containsExactly(file + ":2: 'none.txt' cannot be read on this machine");
    }

    @Test
    void thePipPartOfAnEnvironmentIsReadToo() throws IOException {
        write("requirements.txt", "six\n-c limits.txt\n");
        write("limits.txt", "six<2\n");
        Path file = write("environment.yml", """
                name: automl
                channels:
                  - ./local/channel
                dependencies:
                  - python=3.11
                  - pip:
                    - -r requirements.txt
                    - "-e ./lib"  # ours
                    - torch
                  - ./not-pip
                """);

        PackageFile read = PackageFile.conda(file);

        assertThat(read.text())
                .contains("    - -r pip-7.txt\n", "    - torch\n", "  - ./not-pip\n", "  - ./local/channel\n");
        assertThat(read.beside())
                .containsEntry("pip-7.txt", "-c pip-7-constraints.txt\nsix\n")
                .containsEntry("pip-7-constraints.txt", "six<2\n");
        assertThat(read.refused())
                .containsExactly(file + ":8: './lib' is a path on this machine, and is not copied to the nodes");
    }

    @Test
    void optionsAndPathsAreNoPackages() {
        assertThat(PackageFile.refusedPackages(List.of("torch", "six<2", "-r base.txt", "./x.whl", "--pre")))
                .hasSize(3);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
