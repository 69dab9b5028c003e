package dev.muster.config;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.config.Problem.Severity;
import dev.muster.core.failure.InvalidConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that was read without an error.
 *
 * @param warnings what is odd, in the file's order
 * @param notCarriedOut what {@code up} refuses, as errors: keys that are not carried out yet, files to copy that are not there
 */
public record ParsedConfig(ClusterConfig config, List<Problem> warnings, List<Problem> notCarriedOut) {
    public ParsedConfig {
        warnings = List.copyOf(warnings);
        notCarriedOut = List.copyOf(notCarriedOut);
    }

    /** All that {@code validate} tells: warnings only. */
    public List<Problem> forValidate() {
        return Stream.concat(warnings.stream(), notCarriedOut.stream().map(ParsedConfig::softened))
                .sorted(Problems.BY_PLACE)
                .toList();
    }

    /**
     * The config, where all of it can be carried out.
     *
     * @throws InvalidConfig naming every key that cannot
     */
    public ClusterConfig forUp() {
        if (!notCarriedOut.isEmpty()) {
            throw new InvalidConfig(Stream.concat(warnings.stream(), notCarriedOut.stream())
                    .sorted(Problems.BY_PLACE)
                    .toList());
        }
        return config;
    }

    private static Problem softened(Problem problem) {
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
