package dev.muster.core.config;

import java.util.List;

/**
 * The file's commands for the head; those of workers stand in their node type. Run by bash, as a login and interactive shell unless
 * {@code loginShells} is false.
 *
 * @param headSetup the common ones, then the head's
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
