package dev.muster.launcher.bootstrap;

import java.util.List;
import java.util.Locale;

/** Chooses the line of a failed command's output that tells its cause. Many programs print advice or a summary after their error. */
final class FailureCause {
    private static final List<String> WORDS = List.of(
            "error",
            "not found",
            "notfound",
            "no such",
            "could not",
            "cannot",
            "can't",
            "unable to",
            "exception",
            "denied",
            "refused",
            "failed",
            "fatal",
            "invalid",
            "killed");

    private FailureCause() {}

    /** Returns the last line that sounds like an error, or else the last line; empty if there is none. */
    static String of(List<String> lines) {
        return lines.reversed().stream()
                .filter(FailureCause::soundsLikeAnError)
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .orElse("");
    }

    private static boolean soundsLikeAnError(String line) {
        String lowerCase = line.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lowerCase::contains);
    }
}
