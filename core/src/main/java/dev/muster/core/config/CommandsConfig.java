package dev.muster.core.config;

import java.util.List;

/**
 * The commands for the head, and those that start Ray. The setup commands of workers are in their node type. Bash runs them, as a login
 * and interactive shell unless {@code loginShells} is false.
 *
 * @param headSetup the commands for all nodes, followed by those for the head
 */
public record CommandsConfig(
        List<String> headInitialization,
        List<String> headSetup,
        List<String> headStart,
        List<String> workerStart,
        boolean loginShells) {
    public static final CommandsConfig NONE = new CommandsConfig(List.of(), List.of(), List.of(), List.of(), true);

    public CommandsConfig {
        headInitialization = List.copyOf(headInitialization);
        headSetup = List.copyOf(headSetup);
        headStart = List.copyOf(headStart);
        workerStart = List.copyOf(workerStart);
    }
}
