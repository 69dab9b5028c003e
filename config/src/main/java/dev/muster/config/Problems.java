package dev.muster.config;

import dev.muster.core.config.Problem;
import dev.muster.core.config.Problem.Severity;
import dev.muster.core.failure.InvalidConfig;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong or odd, so that a person sees all of it at once. */
final class Problems {
    private static final int MOST = 200;
    private static final int LONGEST = 600;
    static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column);

    private final Set<Problem> problems = new LinkedHashSet<>();

    void error(SourceLocation place, String path, String message) {
        error(place, path, message, "");
    }

    void error(SourceLocation place, String path, String message, String hint) {
        add(Severity.ERROR, place, path, message, hint);
    }

    void warning(SourceLocation place, String path, String message) {
        warning(place, path, message, "");
    }

    void warning(SourceLocation place, String path, String message, String hint) {
        add(Severity.WARNING, place, path, message, hint);
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** In the file's order; the first 200. */
    List<Problem> all() {
        return problems.stream().sorted(BY_PLACE).limit(MOST).toList();
    }

    /** @throws InvalidConfig with every problem, where at least one is an error */
    void throwIfAnyIsAnError() {
        if (hasErrors()) {
            throw new InvalidConfig(all());
        }
    }

    private void add(Severity severity, SourceLocation place, String path, String message, String hint) {
        problems.add(new Problem(
                severity, place.file(), place.line(), place.column(), visible(path), visible(message), visible(hint)));
    }

    /** What a file holds may not steer the terminal that shows it. */
    private static String visible(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
