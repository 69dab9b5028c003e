package dev.muster.cli;

import dev.muster.cli.console.ProcessWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training run for the AOT cache of the command, called by scripts/build. It runs several commands in one process; the classes that they load start
 * fast later, so every command that should be fast belongs here. Arguments: an example config file; then {@code life} if its cluster may be brought up,
 * which stays up; then a config file that reaches the same cluster over SSH, which may be missing.
 */
final class CliAotTraining {
    private CliAotTraining() {}

    public static void main(String[] arguments) {
        String file = arguments[0];
        try (ProcessWindow window = new ProcessWindow()) {
            for (List<String> command : withoutCluster(file)) {
                run(command, window);
            }
            if (List.of(arguments).contains("life")) {
                life(file).forEach(command -> succeed(command, window));
                overSsh(arguments[2]).forEach(command -> run(command, window));
                var unused = QuickExit.function().orElseThrow();
            }
        }
    }

    /** Commands that do not need a cluster. Some of them fail, since error messages should be fast too. */
    private static List<List<String>> withoutCluster(String file) {
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

    /** Commands for the file that uses SSH, if it exists. A command that fails is trained up to that point. */
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
        return new ClusterTool(Wiring.process(window), Wiring::clusters).run(command);
    }
}
