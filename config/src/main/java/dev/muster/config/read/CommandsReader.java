package dev.muster.config.read;

import dev.muster.config.section.ConfigSection;
import dev.muster.core.config.CommandsConfig;
import java.util.ArrayList;
import java.util.List;

/** Reads the commands of the head, and those that start Ray. */
final class CommandsReader {
    private CommandsReader() {}

    static CommandsConfig read(ConfigSection top) {
        List<String> setup = new ArrayList<>(top.texts("setup_commands").orElse(List.of()));
        setup.addAll(top.texts("head_setup_commands").orElse(List.of()));
        return new CommandsConfig(
                top.texts("initialization_commands").orElse(List.of()),
                setup,
                top.texts("head_start_ray_commands").orElse(List.of()),
                top.texts("worker_start_ray_commands").orElse(List.of()),
                top.flag("login_shells").orElse(true));
    }
}
