package dev.muster.cli;

import dev.muster.cli.console.ProcessWindow;
import java.util.List;

/**
 * The training run of the command's AOT cache, called by scripts/build: several commands in one process, none of which touches a cluster.
 * What they load starts fast later, so a command that should be quick belongs here. Arguments: an example file.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        String file = arguments[0];
        List<List<String>> commands = List.of(
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
        try (ProcessWindow window = new ProcessWindow()) {
            for (List<String> command : commands) {
                new Tool(Wiring.surroundings(window), Wiring::clusters).run(command);
            }
        }
    }
}
