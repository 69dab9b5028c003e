package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.script.ShellScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests find-programs.sh under every shell: which programs are in the environment of the head's node. */
class ProgramSearchTest extends NodeScripts {
    private static final String PROGRAM = "muster-test-engine";

    private String search(Map<String, String> environment) throws InterruptedException {
        Map<String, String> variables = new TreeMap<>(with(Map.of("key", KEY.value())));
        for (String name : new String[] {"conda_root", "conda_name", "conda_prefix", "venv"}) {
            variables.put(name, environment.getOrDefault(name, ""));
        }
        variables.put("conda", environment.containsKey("venv") || environment.isEmpty() ? "no" : "yes");
        return output(ShellScript.of(BootstrapScript.FIND_PROGRAMS, variables, List.of(PROGRAM, "muster-test-absent")));
    }

    private static void install(Path file) throws Exception {
        assertThat(write(file, "#!/bin/sh\n").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void findsWhatAnEnvironmentHasThatExistsAlready() throws Exception {
        Path venv = folder.resolve("it's a venv");
        install(venv.resolve("bin").resolve(PROGRAM));
        Path conda = folder.resolve("conda");
        install(conda.resolve("bin/conda"));
        install(conda.resolve("envs/automl/bin").resolve(PROGRAM));
        Files.createDirectories(conda.resolve("envs/automl/conda-meta"));

        assertThat(search(Map.of("venv", venv.toString()))).isEqualTo("program=" + PROGRAM + "\n");
        assertThat(search(Map.of("conda_root", conda.toString(), "conda_name", "automl")))
                .isEqualTo("program=" + PROGRAM + "\n");
        assertThat(search(Map.of("conda_prefix", conda.resolve("envs/automl").toString())))
                .isEqualTo("program=" + PROGRAM + "\n");
    }

    @Test
    void findsNothingInAnEnvironmentThatDoesNotExistYet() throws Exception {
        assertThat(search(Map.of("venv", folder.resolve("none").toString()))).isEmpty();
        assertThat(search(Map.of("conda_root", folder.resolve("none").toString(), "conda_name", "automl")))
                .isEmpty();
        assertThat(search(Map.of())).isEmpty();
    }

    @Test
    void looksInTheEnvironmentOfANodeThatIsSetUp() throws Exception {
        Path bin = folder.resolve("bin");
        install(bin.resolve(PROGRAM));
        write(node.resolve("env.sh"), "echo noise\nPATH='" + bin + "':$PATH\n");

        assertThat(search(Map.of())).isEqualTo("program=" + PROGRAM + "\n");
    }

    @Test
    void looksInThePathOfStartUpFilesThatPrintAndReplaceTheShell() throws Exception {
        install(folder.resolve("bin").resolve(PROGRAM));
        write(
                host.home().resolve(".bash_profile"),
                "PATH='" + folder.resolve("bin") + "':$PATH\necho program=welcome; exec dash\n");

        assertThat(search(Map.of())).isEqualTo("program=" + PROGRAM + "\n");
    }
}
