package dev.muster.launcher.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Suggests what fixes a failed step, if its output contains a known message of the kernel, of {@code sudo} or of a program that wants a password. */
public final class StepAdvice {
    private static final String ELSEWHERE = ", or set provider.state_dir to another folder";
    private static final List<Known> ALL = List.of(
            known(
                    "a disk is full or has no inodes left: check 'df -h' and 'df -i' on the host and free some space",
                    ELSEWHERE,
                    phrase("no space left on device")),
            known(
                    "the quota is used up: check 'quota -s' on the host and free some space",
                    ELSEWHERE,
                    phrase("disk quota exceeded")),
            known(
                    "a file system is read-only: look for disk errors with 'dmesg' on the host, then run 'sudo mount -o remount,rw MOUNT'",
                    ELSEWHERE,
                    phrase("read-only file system")),
            known(
                    "sudo asks for a password: allow it without one (run sudo visudo on the host and add:"
                            + " USER ALL=(ALL) NOPASSWD: ALL), or run the command by hand",
                    "",
                    phrase("sudo: ", "password is required"),
                    phrase("sudo: ", "a terminal is required"),
                    phrase("sudo: ", "must have a tty"),
                    phrase("sudo: ", "no tty present")),
            known(
                    "this user may not use sudo: allow it (run sudo visudo on the host and add:"
                            + " USER ALL=(ALL) NOPASSWD: ALL), or run the command by hand",
                    "",
                    phrase("not in the sudoers file"),
                    phrase("sorry, user ", " is not allowed to"),
                    phrase("sorry, user ", " may not")),
            known(
                    "sudo is not installed on the host: install it, or remove sudo from the command if you log in as root",
                    "",
                    phrase("sudo: not found"),
                    phrase("sudo: command not found")));

    private StepAdvice() {}

    /**
     * @param stateDirAdvice added if a step of Muster's failed, not a command of the config
     * @param phrases the line contains one of these
     */
    private record Known(String advice, String stateDirAdvice, List<List<String>> phrases) {
        boolean isIn(String line) {
            String lowerCase = line.toLowerCase(Locale.ROOT);
            return phrases.stream().anyMatch(parts -> followEachOther(parts, lowerCase));
        }

        /** Searches for plain text, because a pattern could backtrack for hours on a host's output. */
        private static boolean followEachOther(List<String> parts, String line) {
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
    private static Known known(String advice, String stateDirAdvice, List<String>... phrases) {
        return new Known(advice, stateDirAdvice, List.of(phrases));
    }

    /** @param parts in lower case, in the order in which they follow each other */
    private static List<String> phrase(String... parts) {
        return List.of(parts);
    }

    /**
     * A known message that was found.
     *
     * @param line the line of output that shows the cause; not always the last one
     * @param advice what to do
     */
    public record Found(String line, String advice) {}

    /**
     * Looks for a known message, from the last line to the first.
     *
     * @param step id of the step
     * @param lines the last lines of its output
     */
    public static Optional<Found> of(String step, List<String> lines) {
        for (String line : lines.reversed()) {
            for (Known known : ALL) {
                if (known.isIn(line)) {
                    return Optional.of(
                            new Found(line, known.advice() + (usesStateDir(step) ? known.stateDirAdvice() : "")));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean usesStateDir(String step) {
        return switch (step) {
            // These steps write to places that the user chose.
            case StepIds.CONNECT, StepIds.FILES, StepIds.INITIALIZATION, StepIds.SETUP -> false;
            default -> true;
        };
    }
}
