package dev.muster.config.yaml;

import dev.muster.core.config.Problem;
import dev.muster.core.config.Problem.Severity;
import dev.muster.core.failure.InvalidConfig;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects errors and warnings, so that the user sees all of them at once. */
public final class Problems {
    private static final int MAX_PROBLEMS = 200;
    private static final int MAX_LENGTH = 600;
    public static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column);

    private final Set<Problem> problems = new LinkedHashSet<>();

    public void error(SourceLocation place, String path, String message) {
        error(place, path, message, "");
    }

    public void error(SourceLocation place, String path, String message, String hint) {
        add(Severity.ERROR, place, path, message, hint);
    }

    public void warning(SourceLocation place, String path, String message) {
        warning(place, path, message, "");
    }

    public void warning(SourceLocation place, String path, String message, String hint) {
        add(Severity.WARNING, place, path, message, hint);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Returns the first 200 problems in the order of the file. */
    public List<Problem> all() {
        return problems.stream().sorted(BY_PLACE).limit(MAX_PROBLEMS).toList();
    }

    /** @throws InvalidConfig with every problem, if at least one is an error */
    public void throwIfAnyIsAnError() {
        if (hasErrors()) {
            throw new InvalidConfig(all());
        }
    }

    private void add(Severity severity, SourceLocation place, String path, String message, String hint) {
        problems.add(new Problem(
                severity,
                place.file(),
                place.line(),
                place.column(),
                printable(path),
                printable(message),
                printable(hint)));
    }

    /** Replaces control characters: text of a file must not control the terminal that shows it. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
