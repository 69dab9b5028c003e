package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The tools of {@link EnvironmentTableTest}, in one folder. venv and uv are real, and so are conda's environments and their activation, by rattler. The programs
 * conda, micromamba, pyenv and {@code module} have their real layout only. uv is found where {@code MUSTER_UV} says.
 */
final class EnvironmentTools {
    private static final List<String> CONDA =
            List.of("CONDA_PREFIX", "CONDA_DEFAULT_ENV", "CONDA_SHLVL", "CONDA_PROMPT_MODIFIER", "HOOK", "FROM_STATE");
    private static final List<String> VENV = List.of("VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT", "PYTHONHOME", "CONDA_PREFIX");

    private static final String PYTHON = "#!/bin/sh\nexec /usr/bin/python3 \"$@\"\n";
    private static final Path RESOURCES =
            Path.of(System.getProperty("muster.checkout")).resolve("testing/acceptance/src/test/resources/conda");

    private final Path folder;

    EnvironmentTools(Path folder) {
        this.folder = folder;
    }

    /**
     * An environment.
     *
     * @param yaml the value of {@code environment} in the config
     * @param activation what a user runs in bash to activate it
     * @param variables to compare
     */
    record Kind(String name, String yaml, String activation, List<String> variables) {}

    List<Kind> kinds() {
        String root = folder + "/conda";
        return List.of(
                conda("conda by name", "name: one", root + "/envs/one", "one"),
                conda("conda by prefix", "prefix: " + folder + "/two", folder + "/two", folder + "/two"),
                conda("conda by file", "name: made, file: " + folder + "/environment.yml", root + "/envs/made", "made"),
                conda("conda in envs_dirs", "name: far", folder + "/scratch/envs/far", "far"),
                micromamba(),
                venv("venv", "made-venv", ""),
                venv("venv without pip", "bare-venv", ", pip: [" + wheel() + "]"),
                venv("uv", "uv-venv", ", pip: [" + wheel() + "]"),
                modulesAndPyenv());
    }

    private Kind conda(String name, String yaml, String prefix, String shown) {
        String root = folder + "/conda";
        return new Kind(
                name,
                "conda: {" + yaml + ", conda_root: " + root + "}",
                activate(prefix, shown) + "export CONDA_EXE=" + root + "/bin/conda CONDA_PYTHON_EXE=" + root
                        + "/bin/python _CE_M= _CE_CONDA=\n",
                and(CONDA, "CONDA_EXE", "CONDA_PYTHON_EXE", "_CE_M", "_CE_CONDA"));
    }

    private Kind micromamba() {
        String root = folder + "/micromamba";
        return new Kind(
                "micromamba",
                "conda: {name: small, conda_root: " + root + "}",
                activate(root + "/envs/small", "small") + "export MAMBA_EXE=" + root
                        + "/bin/micromamba MAMBA_ROOT_PREFIX=" + root + "\n",
                and(CONDA, "MAMBA_EXE", "MAMBA_ROOT_PREFIX"));
    }

    /** rattler leaves the variables for the prompt to its caller. */
    private String activate(String prefix, String shown) {
        return "eval \"$(/usr/bin/python3 '" + folder + "/activate.py' '" + prefix + "')\"\nexport CONDA_DEFAULT_ENV='"
                + shown + "' CONDA_PROMPT_MODIFIER='(" + shown + ") '\n";
    }

    private Kind venv(String name, String prefix, String more) {
        return new Kind(
                name,
                "venv: " + folder + "/" + prefix + more,
                ". '" + profile() + "' >/dev/null\n. '" + folder + "/" + prefix + "/bin/activate'",
                VENV);
    }

    /** As 'pyenv init -' and 'pyenv shell' do, with the version's own folder in front of the shims. */
    private Kind modulesAndPyenv() {
        return new Kind(
                "modules and pyenv",
                "modules: [gcc/12.2, cuda], pyenv: \"3.11\"",
                ". '" + profile() + "' >/dev/null\n. \"$MODULESHOME/init/sh\"\nmodule load gcc/12.2 cuda\n"
                        + "export PYENV_ROOT=~/.pyenv PYENV_VERSION=3.11.10\n"
                        + "PATH=~/.pyenv/versions/3.11.10/bin:~/.pyenv/shims:~/.pyenv/bin:$PATH",
                List.of("LOADEDMODULES", "GCC_HOME", "CUDA_HOME", "PYENV_ROOT", "PYENV_VERSION", "VIRTUAL_ENV"));
    }

    private static List<String> and(List<String> names, String... more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return all;
    }

    /** The start-up file of bash. */
    Path profile() {
        return folder.resolve("profile");
    }

    /** A script that prints the variables that it is given, and what was put in front of PATH. */
    Path dump() {
        return folder.resolve("dump");
    }

    private Path wheel() {
        return folder.resolve("demo-1.0-py3-none-any.whl");
    }

    void install() throws Exception {
        write(
                "profile",
                "echo noise; export MODULESHOME='" + folder + "/modules' CONDA_PREFIX='" + folder
                        + "/conda' CONDA_DEFAULT_ENV=base CONDA_SHLVL=1 PYTHONHOME=/usr\nPATH='" + folder
                        + "/conda/bin':$PATH; PS1='ready> '\n");
        write("dump", """
                for name; do eval "printf '%s=%s\\n' \\"\\$name\\" \\"\\${$name-unset}\\""; done
                rest=$PATH: added=
                while part=${rest%%:*} rest=${rest#*:}; do
                  case $part in /usr/* | /bin | /sbin | '') break ;; esac
                  added=$added:$part
                done
                echo "in front$added"
                command -v python || echo "no python"
                python3 -c 'import demo' 2>/dev/null && echo demo || :
                """);
        installConda();
        installVenvs();
        installPyenvAndModules();
    }

    private void installConda() throws Exception {
        Path root = Files.createDirectories(folder.resolve("conda/bin")).getParent();
        Files.createDirectories(root.resolve("envs"));
        Path rattler = Tool.RATTLER.folder();
        Files.createSymbolicLink(Files.createDirectory(root.resolve("lib")).resolve("rattler"), rattler);
        String conda = Files.readString(RESOURCES.resolve("conda"));
        executable("conda/bin/conda", conda.replace("time.sleep(2)", "pass"));
        run(
                "/usr/bin/python3",
                RESOURCES.resolve("channel.py").toString(),
                folder.resolve("channel").toString());
        write("environment.yml", "channels:\n  - file://" + folder + "/channel\ndependencies:\n  - python=3.11\n");
        write("conda/.condarc", "envs_dirs: [" + folder + "/scratch/envs]\n");
        for (String prefix : List.of("conda/envs/one", "two", "scratch/envs/far", "micromamba/envs/small")) {
            write(prefix + "/conda-meta/state", "{\"env_vars\": {\"FROM_STATE\": \"a b\"}}");
            write(prefix + "/etc/conda/activate.d/hook.sh", "export HOOK=\"$CONDA_PREFIX/share $FROM_STATE\"\n");
            executable(prefix + "/bin/python", PYTHON);
        }
        executable("micromamba/bin/micromamba", "#!/bin/sh\nexit 1\n");
        write("activate.py", """
                import sys
                sys.path.insert(0, '%s')
                from pathlib import Path
                from rattler.shell import ActivationVariables, Shell, activate
                print(activate(Path(sys.argv[1]), ActivationVariables(), Shell.bash).script)
                """.formatted(rattler));
    }

    private void installVenvs() throws Exception {
        run("/usr/bin/python3", "-m", "venv", "--without-pip", folder + "/bare-venv");
        run(uv().toString(), "venv", "-q", "-p", "/usr/bin/python3", folder + "/uv-venv");
        run("/usr/bin/python3", "-c", """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1], "w") as wheel:
                    wheel.writestr("demo.py", "")
                    info = "demo-1.0.dist-info/"
                    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n")
                    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                    wheel.writestr(info + "RECORD", "demo.py,,\\n" + info + "METADATA,,\\n" + info + "WHEEL,,\\n" + info + "RECORD,,\\n")
                """, wheel().toString());
    }

    private void installPyenvAndModules() throws IOException {
        executable("pyenv/bin/pyenv", "#!/bin/sh\nexit 1\n");
        for (String version : List.of("3.11.9", "3.11.10", "3.12.1")) {
            executable("pyenv/versions/" + version + "/bin/python", PYTHON);
        }
        Files.createDirectories(folder.resolve("pyenv/shims"));
        write("modules/init/sh", """
                module() {
                  [ "$1" = load ] || return 1
                  shift
                  for module_name in "$@"; do
                    case $module_name in */*) ;; *) module_name=$module_name/$(command ls "$MODULESHOME/modulefiles/$module_name" | tail -n 1) ;; esac
                    . "$MODULESHOME/modulefiles/$module_name" || return 1
                    export LOADEDMODULES="${LOADEDMODULES:+$LOADEDMODULES:}$module_name"
                  done
                  unset module_name
                }
                """);
        write("modules/modulefiles/gcc/12.2", "export GCC_HOME=/opt/gcc PATH=\"/opt/gcc/bin:$PATH\"\n");
        write("modules/modulefiles/cuda/12.4", "export CUDA_HOME=/opt/cuda PATH=\"/opt/cuda/bin:$PATH\"\n");
    }

    /** Puts into a home what tools have there. */
    void linkInto(Path home) throws IOException {
        Path pyenv = home.resolve(".pyenv");
        if (Files.isDirectory(home) && !Files.exists(pyenv)) {
            Files.createSymbolicLink(pyenv, folder.resolve("pyenv"));
            Files.createSymbolicLink(
                    Files.createDirectories(home.resolve(".local/bin")).resolve("uv"), uv());
        }
    }

    private static Path uv() {
        return Tool.UV.folder().resolve("bin/uv");
    }

    private void executable(String name, String text) throws IOException {
        write(name, text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
