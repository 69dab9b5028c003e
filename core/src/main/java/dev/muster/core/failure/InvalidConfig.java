package dev.muster.core.failure;

import dev.muster.core.config.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A config with at least one error. It contains all problems of the file, including the warnings. Exit code 2. */
public final class InvalidConfig extends UserError {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidConfig(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
