package dev.muster.cli;

import dev.muster.cli.console.ProcessWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training run of the command's AOT cache, called by scripts/build: several commands in one process. What they load starts fast later, so a
 * command that should be quick belongs here. Arguments: an example file, and {@code life} where its cluster may really be brought up; it is left
 * up. Then also a file, where there is one, that reaches the same cluster over SSH.
 */
final class CliAotTraining {
    private CliAotTraining() {}

    public static void main(String[] arguments) {
        String file = arguments[0];
        try (ProcessWindow window = new ProcessWindow()) {
            for (List<String> command : alone(file)) {
                run(command, window);
            }
            if (List.of(arguments).contains("life")) {
                life(file).forEach(command -> succeed(command, window));
                overSsh(arguments[2]).forEach(command -> run(command, window));
                var unused = QuickExit.function().orElseThrow();
            }
        }
    }

    /** None of these touches a cluster; some end with an error, which is to be quick as well. */
    private static List<List<String>> alone(String file) {
        return List.of(
                List.of("--help"),
                List.of("version"),
                List.of("up", "--help"),
                List.of("validate", file),
                List.of("plan", file),
                List.of("plan", file, "--output", "json"),
                List.of("list"),
                List.of("list", "--output", "json"),
                List.of("status", file),
                List.of("exec", file, "--all", "--help"),
                List.of("request", file, "{\"CPU\": 2}", "--help"),
                List.of("down", "--help"),
                List.of("stauts"));
    }

    private static List<List<String>> life(String file) {
        return List.of(
                List.of("up", file, "-y"),
                List.of("up", file, "-y"),
                List.of("status", file),
                List.of("status", file, "--output", "json"),
                List.of("request", file, "--cpus", "1"),
                List.of("request", file, "--clear"),
                List.of("exec", file, "--all", "--", "true"),
                List.of("exec", file, "--all", "--fold", "--", "true"),
                List.of("list"));
    }

    /** Where the file is there; what fails is trained as far as it came. */
    private static List<List<String>> overSsh(String file) {
        return Files.exists(Path.of(file))
                ? List.of(
                        List.of("exec", file, "--", "true"),
                        List.of("exec", file, "--type", "head", "--", "true"),
                        List.of("check", file),
                        List.of("status", file))
                : List.of();
    }

    private static void succeed(List<String> command, ProcessWindow window) {
        int code = run(command, window);
        if (code != 0) {
            throw new IllegalStateException("'cluster " + String.join(" ", command) + "' ended with " + code);
        }
    }

    private static int run(List<String> command, ProcessWindow window) {
        return new ClusterTool(Wiring.surroundings(window), Wiring::clusters).run(command);
    }
}
