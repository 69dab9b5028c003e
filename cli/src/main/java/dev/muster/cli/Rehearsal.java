package dev.muster.cli;

import dev.muster.cli.console.ProcessWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * The training run of the command's AOT cache, called by scripts/build: several commands in one process. What they load starts fast later, so a
 * command that should be quick belongs here. Arguments: an example file, and {@code life} where its cluster may really be brought up; it is left
 * with its head alone.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        String file = arguments[0];
        List<List<String>> commands = new ArrayList<>(alone(file));
        if (List.of(arguments).contains("life")) {
            commands.addAll(life(file));
        }
        try (ProcessWindow window = new ProcessWindow()) {
            commands.forEach(command -> run(command, window));
        }
    }

    private static List<List<String>> alone(String file) {
        return List.of(
                List.of("--help"),
                List.of("version"),
                List.of("up", "--help"),
                List.of("validate", file),
                List.of("plan", file),
                List.of("list"));
    }

    private static List<List<String>> life(String file) {
        return List.of(
                List.of("up", file, "-y"),
                List.of("up", file, "-y"),
                List.of("status", file),
                List.of("request", file, "--cpus", "1"),
                List.of("request", file, "--clear"),
                List.of("exec", file, "--all", "--", "true"),
                List.of("exec", file, "--all", "--fold", "--", "true"),
                List.of("list"),
                List.of("status", file, "--output", "json"));
    }

    private static void run(List<String> command, ProcessWindow window) {
        int code = new Tool(Wiring.surroundings(window), Wiring::clusters).run(command);
        if (code != 0) {
            throw new IllegalStateException("'cluster " + String.join(" ", command) + "' ended with " + code);
        }
    }
}
