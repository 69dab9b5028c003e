package dev.muster.testkit.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shells that hosts have as {@code sh}: Debian's, Alpine's, and those of most others. */
public enum PosixShell {
    DASH("dash"),
    ASH("busybox", "sh"),
    BASH("bash", "--posix");

    private final List<String> command;

    PosixShell(String... command) {
        this.command = List.of(command);
    }

    /** Returns the command line that runs a script. */
    public List<String> run(String script) {
        return Stream.concat(command.stream(), Stream.of("-c", script)).toList();
    }

    /** Returns the command line that parses a script's text, and runs nothing. */
    public List<String> parse(String script) {
        return Stream.concat(command.stream(), Stream.of("-n", "-c", script)).toList();
    }

    public boolean isInstalled() {
        return isInstalled(command.getFirst());
    }

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }
}
