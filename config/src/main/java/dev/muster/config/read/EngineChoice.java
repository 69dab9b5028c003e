package dev.muster.config.read;

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

/** Chooses the engine of a cluster. */
public final class EngineChoice {
    /** Matches a command by which pip, pipx, uv, conda or mamba installs Ray. */
    private static final Pattern INSTALLS_RAY =
            Pattern.compile("\\binstall\\b(.*[\\s'\"/])?ray(-[0-9][^\\s]*\\.whl)?(?=$|[\\s'\"\\[=<>~!;&])");

    private static final Pattern PACKAGE_RAY = Pattern.compile("ray(?=$|[\\s\\[=<>~!;@]).*");

    private EngineChoice() {}

    /** @param name the value of {@code engine}; {@code auto} decides by the commands and the environment */
    public static EngineConfig choose(
            String name, CommandsConfig commands, EnvironmentConfig environment, Collection<NodeTypeConfig> types) {
        return switch (name) {
            case "ray" -> new EngineConfig(EngineConfig.Kind.RAY, EngineConfig.Reason.SET_IN_FILE);
            case "native" -> new EngineConfig(EngineConfig.Kind.NATIVE, EngineConfig.Reason.SET_IN_FILE);
            default -> auto(commands, environment, types);
        };
    }

    public static EngineConfig auto(
            CommandsConfig commands, EnvironmentConfig environment, Collection<NodeTypeConfig> types) {
        if (!commands.headStart().isEmpty()) {
            return ray(EngineConfig.Reason.HEAD_START_COMMANDS);
        }
        if (!commands.workerStart().isEmpty()) {
            return ray(EngineConfig.Reason.WORKER_START_COMMANDS);
        }
        Optional<String> setup = Stream.concat(
                        commands.headSetup().stream(), types.stream().flatMap(type -> type.setupCommands().stream()))
                .filter(EngineChoice::installsRay)
                .findFirst();
        if (setup.isPresent()) {
            return ray(EngineConfig.Reason.SETUP_INSTALLS_RAY);
        }
        return packages(environment).stream()
                        .anyMatch(name -> PACKAGE_RAY.matcher(name).matches())
                ? ray(EngineConfig.Reason.PIP_CONTAINS_RAY)
                : EngineConfig.NATIVE;
    }

    static boolean installsRay(String command) {
        return INSTALLS_RAY.matcher(command).find();
    }

    private static EngineConfig ray(EngineConfig.Reason reason) {
        return new EngineConfig(EngineConfig.Kind.RAY, reason);
    }

    private static List<String> packages(EnvironmentConfig environment) {
        return environment.pip().stream()
                .filter(Pip.Packages.class::isInstance)
                .map(Pip.Packages.class::cast)
                .flatMap(pip -> pip.packages().stream())
                .toList();
    }
}
