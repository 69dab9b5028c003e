package dev.muster.engine.ray;

import dev.muster.engine.EngineHints;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Decides whether a file needs Ray. */
final class RayHints {
    /** Matches a command by which pip, pipx, uv, conda or mamba installs Ray. */
    private static final Pattern INSTALLS_RAY = Pattern.compile(
            "\\binstall\\b(.*[\\s'\"/:])?ray(-(core|default|all|tune|serve|data|train|rllib))?(-[0-9][^\\s]*\\.whl)?(?=$|[\\s'\"\\[=<>~!;&|)])");

    /** Matches Ray among pip's or conda's packages, such as {@code ray[default]==2.60.0} and {@code conda-forge::ray-core=2.60}. */
    private static final Pattern PACKAGE_RAY = Pattern.compile(
            "([\\w.-]+::)?ray(-(core|default|all|tune|serve|data|train|rllib))?(?=$|[\\s\\[=<>~!;@]).*");

    /** Matches {@code rayproject/ray:2.60.0-py311} and images of the same name in other registries. */
    private static final Pattern IMAGE_RAY = Pattern.compile("(.*/)?ray(-ml|-llm)?([:@].*)?");

    /** Ray's command, which is where Ray is installed. */
    static final String PROGRAM = "ray";

    private RayHints() {}

    /** Returns why the file needs Ray, as it follows "because". */
    static Optional<String> neededBy(EngineHints hints) {
        if (!hints.commands().head().isEmpty()) {
            return Optional.of("the file has head_start_ray_commands");
        }
        if (!hints.commands().worker().isEmpty()) {
            return Optional.of("the file has worker_start_ray_commands");
        }
        if (hints.setupCommands().stream().anyMatch(RayHints::installsRay)) {
            return Optional.of("a setup command installs Ray");
        }
        if (any(hints.packages(), PACKAGE_RAY.asMatchPredicate())) {
            return Optional.of("the environment contains Ray");
        }
        if (any(hints.images(), IMAGE_RAY.asMatchPredicate())) {
            return Optional.of("the container image contains Ray");
        }
        return hints.programs().contains(PROGRAM) ? Optional.of("Ray is installed on the head") : Optional.empty();
    }

    static boolean installsRay(String command) {
        return INSTALLS_RAY.matcher(command).find();
    }

    private static boolean any(List<String> texts, Predicate<String> predicate) {
        return texts.stream().anyMatch(predicate);
    }
}
