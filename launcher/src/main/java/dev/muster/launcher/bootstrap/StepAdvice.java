package dev.muster.launcher.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What fixes a step that failed, where its output shows the cause: known messages of the kernel, of {@code sudo} and of programs that want a password. */
public final class StepAdvice {
    private static final String ELSEWHERE = ", or name another place as provider.state_dir";
    private static final List<Known> ALL = List.of(
            known(
                    "a disk is full, or has no inodes left: see 'df -h' and 'df -i' there, and free some",
                    ELSEWHERE,
                    phrase("no space left on device")),
            known(
                    "the quota is used up: see 'quota -s' there, and free some",
                    ELSEWHERE,
                    phrase("disk quota exceeded")),
            known(
                    "a file system is read-only: 'sudo mount -o remount,rw' on it there",
                    ELSEWHERE,
                    phrase("read-only file system")),
            known(
                    "sudo asks for a password, and nobody is there to give it: allow it without one (sudo visudo there:"
                            + " USER ALL=(ALL) NOPASSWD: ALL), or do by hand what needs it",
                    "",
                    phrase("sudo: ", "password is required"),
                    phrase("sudo: ", "a terminal is required"),
                    phrase("sudo: ", "must have a tty"),
                    phrase("sudo: ", "no tty present")),
            known(
                    "this user may not use sudo there: allow it (sudo visudo there: USER ALL=(ALL) NOPASSWD: ALL), or do by"
                            + " hand what needs it",
                    "",
                    phrase("not in the sudoers file"),
                    phrase("sorry, user ", " is not allowed to"),
                    phrase("sorry, user ", " may not")),
            known(
                    "there is no sudo on that host: install it, or leave it out where the user is root",
                    "",
                    phrase("sudo: not found"),
                    phrase("sudo: command not found")));

    private StepAdvice() {}

    /**
     * @param ofOurs more that helps where it is not a user's command that failed
     * @param phrases any of which the line has
     */
    private record Known(String advice, String ofOurs, List<List<String>> phrases) {
        boolean isIn(String line) {
            String lowerCase = line.toLowerCase(Locale.ROOT);
            return phrases.stream().anyMatch(parts -> haveOrder(parts, lowerCase));
        }

        /** Plain searches, because a host's text may make a pattern backtrack for hours. */
        private static boolean haveOrder(List<String> parts, String line) {
            int from = 0;
            for (String part : parts) {
                int at = line.indexOf(part, from);
                if (at < 0) {
                    return false;
                }
                from = at + part.length();
            }
            return true;
        }
    }

    @SafeVarargs
    private static Known known(String advice, String ofOurs, List<String>... phrases) {
        return new Known(advice, ofOurs, List.of(phrases));
    }

    /** @param parts in lower case, in the order in which they follow each other */
    private static List<String> phrase(String... parts) {
        return List.of(parts);
    }

    /**
     * @param line that says what is wrong: it is not always the last
     * @param advice what to do
     */
    public record Found(String line, String advice) {}

    /** @param lines of the step's output, the last ones */
    public static Optional<Found> of(String step, List<String> lines) {
        for (String line : lines.reversed()) {
            for (Known known : ALL) {
                if (known.isIn(line)) {
                    return Optional.of(new Found(line, known.advice() + (isOurs(step) ? known.ofOurs() : "")));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(String step) {
        return switch (step) {
            // Where keys and an operator's files go is not ours to choose.
            case StepIds.CONNECT, StepIds.FILES, StepIds.INITIALIZATION, StepIds.SETUP -> false;
            default -> true;
        };
    }
}
