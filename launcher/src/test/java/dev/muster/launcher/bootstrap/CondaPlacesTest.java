package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.testkit.shell.EachShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where environments are looked for: the places that the manuals of conda and mamba name. */
class CondaPlacesTest extends EachShell {
    private Path home;

    @BeforeEach
    void installConda() throws IOException {
        home = host.home();
        environment("conda");
        Files.createDirectories(home.resolve("conda/bin"));
    }

    @Test
    void envsDirsOfACondarc() throws Exception {
        environment("scratch/envs/one");
        environment("two/here");
        environment("three/there");
        Files.writeString(home.resolve(".condarc"), """
                channels:
                  - conda-forge
                envs_dirs:   # on the fast disk
                  - ~/scratch/envs  # first
                  - "$HOME/two"
                auto_activate_base: false
                """);
        Files.createDirectories(home.resolve(".config/conda"));
        Files.writeString(home.resolve(".config/conda/.condarc"), "envs_dirs: [/none, '" + home + "/three']\n");

        assertThat(found("one")).isEqualTo(home + "/scratch/envs/one");
        assertThat(found("here")).isEqualTo(home + "/two/here");
        assertThat(found("there")).isEqualTo(home + "/three/there");
    }

    @Test
    void environmentsTxtAndTheUsersOwnFolder() throws Exception {
        environment("elsewhere/four");
        environment(".conda/envs/five");
        Files.writeString(home.resolve(".conda/environments.txt"), home + "/conda\n" + home + "/elsewhere/four\n");

        assertThat(found("four")).isEqualTo(home + "/elsewhere/four");
        assertThat(found("five")).isEqualTo(home + "/.conda/envs/five");
    }

    @Test
    void theRootsOfMicromamba() throws Exception {
        environment(".local/share/mamba/envs/six");

        assertThat(found("six")).isEqualTo(home + "/.local/share/mamba/envs/six");
        assertThat(found("/x/bin/micromamba", "new")).isEqualTo(home + "/.local/share/mamba/envs/new");
        environment("micromamba/envs/seven");
        assertThat(found("/x/bin/micromamba", "seven")).isEqualTo(home + "/micromamba/envs/seven");
    }

    @Test
    void theBaseAndWhatIsMissing() throws Exception {
        assertThat(found("base")).isEqualTo(home + "/conda");
        assertThat(found("missing")).isEqualTo(home + "/conda/envs/missing");
    }

    private void environment(String path) throws IOException {
        Files.createDirectories(home.resolve(path).resolve("conda-meta"));
    }

    private String found(String name) throws InterruptedException {
        return found(home + "/conda/bin/conda", name);
    }

    private String found(String tool, String name) throws InterruptedException {
        return output(ShellScript.call(LibraryPart.CONDA, "find_conda_prefix", tool)
                        .withVariables(Map.of("conda_root", "", "conda_name", name)))
                .strip();
    }
}
