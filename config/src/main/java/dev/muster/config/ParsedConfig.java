package dev.muster.config;

import dev.muster.config.yaml.Problems;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.config.Problem.Severity;
import dev.muster.core.failure.InvalidConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of reading a file without errors.
 *
 * @param warnings in the order of the file
 * @param blockers problems that are errors for {@code up} only: settings that are not supported yet, and missing files to copy
 */
public record ParsedConfig(ClusterConfig config, List<Problem> warnings, List<Problem> blockers) {
    public ParsedConfig {
        warnings = List.copyOf(warnings);
        blockers = List.copyOf(blockers);
    }

    /** Returns what {@code validate} prints: the warnings, and the blockers as warnings. */
    public List<Problem> forValidate() {
        return Stream.concat(warnings.stream(), blockers.stream().map(ParsedConfig::asWarning))
                .sorted(Problems.BY_PLACE)
                .toList();
    }

    /**
     * Returns the config if {@code up} supports all of it.
     *
     * @throws InvalidConfig with every blocker
     */
    public ClusterConfig forUp() {
        if (!blockers.isEmpty()) {
            throw new InvalidConfig(Stream.concat(warnings.stream(), blockers.stream())
                    .sorted(Problems.BY_PLACE)
                    .toList());
        }
        return config;
    }

    private static Problem asWarning(Problem problem) {
        return new Problem(
                Severity.WARNING,
                problem.file(),
                problem.line(),
                problem.column(),
                problem.path(),
                problem.message(),
                problem.hint());
    }
}
