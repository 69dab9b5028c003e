package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.testkit.shell.EachShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command has its own output and exit code, whatever the start-up files of bash do. */
class UserShellTest extends EachShell {
    private static final List<String> STYLES = List.of("login", "interactive");
    /** Each one sets {@code FROM_PROFILE} first. */
    private static final List<String> PROFILES = List.of(
            "echo welcome; echo loading >&2",
            "alias cp='cp -i' echo='echo aliased' cat=false exit=true eval=false",
            "set -e; false",
            "set -u; echo $no_such_variable",
            "set -o noclobber; set -f; set -a; set -m",
            "set -x; set -v",
            "shopt -s failglob nullglob; IFS=:",
            "set -o vi",
            "set -o posix",
            "set -o history; HISTFILE=~/.bash_history",
            "exit 3",
            "return 5",
            "exec dash",
            "exec env DIFFERENT=1 dash",
            "case $- in *i*) exec dash ;; esac",
            "exec >/dev/null 2>&1 </dev/null",
            "exec 0<&- 1>&- 2>&-",
            "trap 'echo bye' EXIT; trap 'echo debug' DEBUG; trap 'echo error' ERR",
            "CDPATH=.:/",
            "read -r answer; cat",
            "logout_file() { :; }; echo 'echo goodbye' >~/.bash_logout",
            "sleep 2 &");

    @Test
    void startUpFilesChangeNothingButTheEnvironment() throws Exception {
        Path environment = Files.writeString(folder.resolve("env.sh"), "export FROM_ENVIRONMENT=node\n");
        Files.createDirectories(host.home().resolve("usr"));
        for (String profile : PROFILES) {
            Files.writeString(host.home().resolve(".bash_profile"), "export FROM_PROFILE=user\n" + profile + "\n");
            Files.writeString(host.home().resolve("a"), "new\n");
            Files.writeString(host.home().resolve("b"), "old\n");
            for (String style : STYLES) {
                RunResult result = run(
                        call(
                                style,
                                environment.toString(),
                                "cat; cp ~/a ~/b; sleep 0 & wait; cd ~ && cd usr; echo \"$FROM_PROFILE $FROM_ENVIRONMENT $# $(cat ~/b)\"; echo oops >&2; exit 7"),
                        "input\n");
                assertThat(result.out()).as("%s: %s", style, profile).isEqualTo("input\nuser node 0 new\n");
                assertThat(result.err()).as("%s: %s", style, profile).isEqualTo("oops\n");
                assertThat(result.exitCode()).as("%s: %s", style, profile).isEqualTo(7);
                assertThat(host.home().resolve(".bash_history"))
                        .as("%s: %s", style, profile)
                        .doesNotExist();
            }
        }
    }

    @Test
    void theFunctionsOfStartUpFilesAreThere() throws Exception {
        Files.writeString(host.home().resolve(".profile"), "module() { echo \"module $*\"; }\n");

        assertThat(run(call("login", "", "module load gcc")).out()).isEqualTo("module load gcc\n");
    }

    /** The start-up files end bash in a way that nothing can follow. */
    @Test
    void aCommandThatCannotRunFailsAndTheReasonIsPrinted() throws Exception {
        Files.writeString(host.home().resolve(".profile"), "kill -KILL $$\n");

        RunResult result = run(call("login", "", "echo ran"));

        assertThat(result.exitCode()).isEqualTo(255);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("the command was not run: a start-up file of bash (/etc/profile, ");
    }

    @Test
    void aPlainShellReadsNoStartUpFile() throws Exception {
        Files.writeString(host.home().resolve(".profile"), "export FROM_PROFILE=user\n");
        Files.writeString(host.home().resolve(".bashrc"), "export FROM_PROFILE=user\n");

        RunResult result = run(call("plain", "", "echo \"$# ${FROM_PROFILE-none}\"; exit 4"));

        assertThat(result.out()).isEqualTo("0 none\n");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    private static ShellScript call(String style, String environment, String command) {
        return ShellScript.call(LibraryPart.USER_SHELL, "run_in_bash", style, environment, command);
    }
}
