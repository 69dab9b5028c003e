package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.testkit.shell.EachShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code env.sh} sets, in each shell that may source it, with {@code set -eu} as well: the variables that the tool's own activation sets. */
class ActivationTest extends EachShell {
    @Test
    void condaReplacesTheEnvironmentThatIsActiveAndRunsItsHooks() throws Exception {
        Path home = host.home();
        write("conda/etc/conda/deactivate.d/base.sh", "unset FROM_BASE\n");
        write("envs/automl/etc/conda/activate.d/a hook.txt", "exit 1\n");
        write("envs/automl/etc/conda/activate.d/b.sh", "export HOOK=\"$FROM_PACKAGE\"\n");
        write(
                "envs/automl/etc/conda/env_vars.d/package.json",
                "{\"FROM_PACKAGE\": \"it's\", \"GONE\": \"***unset***\"}");
        write("envs/automl/conda-meta/state", "{\"env_vars\": {\"FROM_STATE\": \"a b\"}}");
        String activation = output(ShellScript.call(
                        LibraryPart.ACTIVATION,
                        "print_conda_activation",
                        home + "/envs/automl",
                        "automl",
                        home + "/conda/bin/conda")
                .withVariables(Map.of("conda_root", "")));
        String before = "PATH=" + home + "/conda/bin:$PATH:" + home + "/conda/bin CONDA_PREFIX=" + home
                + "/conda FROM_BASE=1 GONE=1\n";

        for (String seen : seen(
                before + activation,
                "$PATH|$CONDA_PREFIX|$CONDA_DEFAULT_ENV|$CONDA_SHLVL|$HOOK|$FROM_STATE|${GONE-none}|${FROM_BASE-none}|$CONDA_EXE")) {
            assertThat(seen)
                    .startsWith(home + "/envs/automl/bin:")
                    .doesNotContain(home + "/conda/bin:")
                    .endsWith("|" + home + "/envs/automl|automl|1|it's|a b|none|none|" + home + "/conda/bin/conda");
        }
    }

    @Test
    void aVirtualEnvironmentReplacesAnother() throws Exception {
        String activation = output(ShellScript.call(LibraryPart.ACTIVATION, "print_venv_activation", folder + "/it's"));
        String before = "export VIRTUAL_ENV=/old PATH=/old/bin:$PATH PYTHONHOME=/x\n";

        for (String seen : seen(before + activation, "$PATH|$VIRTUAL_ENV|${PYTHONHOME-none}")) {
            assertThat(seen)
                    .startsWith(folder + "/it's/bin:")
                    .doesNotContain("/old/bin")
                    .endsWith("|" + folder + "/it's|none");
        }
    }

    @Test
    void pyenvChoosesAVersion() throws Exception {
        Path home = host.home();
        write(".pyenv/versions/work/pyvenv.cfg", "");
        String activation =
                output(ShellScript.call(LibraryPart.ACTIVATION, "print_pyenv_activation", home + "/.pyenv", "work"));

        for (String seen : seen(activation, "$PATH|$PYENV_VERSION|$PYENV_VIRTUAL_ENV")) {
            assertThat(seen)
                    .startsWith(home + "/.pyenv/versions/work/bin:" + home + "/.pyenv/shims:" + home + "/.pyenv/bin:")
                    .endsWith("|work|" + home + "/.pyenv/versions/work");
        }
    }

    @Test
    void modulesAreLoadedWhereNoStartUpFileDefinesTheirCommand() throws Exception {
        write("modules/init/sh", "module() { shift; LOADED=\"$*\"; }\n");
        String activation = output(ShellScript.call(LibraryPart.ACTIVATION, "print_modules", "gcc/12.2", "cuda"));

        for (String seen : seen("MODULESHOME=" + host.home() + "/modules\n" + activation, "$LOADED")) {
            assertThat(seen).isEqualTo("gcc/12.2 cuda");
        }
    }

    /** In this shell, and in zsh where that is installed. */
    private List<String> seen(String activation, String words) throws Exception {
        Path file = Files.writeString(folder.resolve("env.sh"), activation);
        String text = "set -eu\n. '" + file + "'\nprintf '%s\\n' \"" + words + "\"";
        List<String> seen = new ArrayList<>();
        seen.add(output(ShellScript.raw(text)).strip());
        if (Files.isExecutable(Path.of("/usr/bin/zsh"))) {
            Path script = Files.writeString(folder.resolve("script"), text);
            seen.add(output(ShellScript.raw("zsh -f '" + script + "'")).strip());
        }
        return seen;
    }

    private void write(String path, String text) throws IOException {
        Path file = host.home().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
