package dev.muster.config;

import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Pip;
import dev.muster.core.config.NodeTypeConfig;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which engine a file wishes, and why. */
final class EngineChoice {
    /** pip, pipx, uv, conda and mamba install Ray by this name. */
    private static final Pattern INSTALLS_RAY =
            Pattern.compile("\\binstall\\b(.*[\\s'\"/])?ray(-[0-9][^\\s]*\\.whl)?(?=$|[\\s'\"\\[=<>~!;&])");

    private static final Pattern PACKAGE_RAY = Pattern.compile("ray(?=$|[\\s\\[=<>~!;@]).*");

    private EngineChoice() {}

    /** What the word {@code engine} says; {@code auto} looks at the commands and the environment. */
    static EngineConfig choose(
            String word, CommandsConfig commands, EnvironmentConfig environment, Collection<NodeTypeConfig> types) {
        return switch (word) {
            case "ray" -> new EngineConfig(EngineConfig.Kind.RAY, "the file says engine: ray");
            case "native" -> new EngineConfig(EngineConfig.Kind.NATIVE, "the file says engine: native");
            default -> auto(commands, environment, types);
        };
    }

    static EngineConfig auto(CommandsConfig commands, EnvironmentConfig environment, Collection<NodeTypeConfig> types) {
        if (!commands.headStart().isEmpty()) {
            return ray("head_start_ray_commands are given");
        }
        if (!commands.workerStart().isEmpty()) {
            return ray("worker_start_ray_commands are given");
        }
        Optional<String> setup = Stream.concat(
                        commands.headSetup().stream(), types.stream().flatMap(type -> type.setupCommands().stream()))
                .filter(EngineChoice::installsRay)
                .findFirst();
        if (setup.isPresent()) {
            return ray("a setup command installs Ray");
        }
        return packages(environment).stream()
                        .anyMatch(name -> PACKAGE_RAY.matcher(name).matches())
                ? ray("environment.pip has Ray")
                : EngineConfig.NATIVE;
    }

    static boolean installsRay(String command) {
        return INSTALLS_RAY.matcher(command).find();
    }

    private static EngineConfig ray(String why) {
        return new EngineConfig(EngineConfig.Kind.RAY, why);
    }

    private static List<String> packages(EnvironmentConfig environment) {
        return environment.pip().stream()
                .filter(Pip.Packages.class::isInstance)
                .map(Pip.Packages.class::cast)
                .flatMap(pip -> pip.packages().stream())
                .toList();
    }
}
