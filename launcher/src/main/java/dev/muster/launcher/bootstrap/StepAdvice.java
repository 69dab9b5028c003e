package dev.muster.launcher.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What mends a step that failed, where its output tells: the words of the kernel, of {@code sudo} and of programs that are asked for what nobody can give. */
public final class StepAdvice {
    private static final String ELSEWHERE = ", or name another place as provider.state_dir";
    private static final List<Known> ALL = List.of(
            known(
                    "No space left on device",
                    "a disk is full, or has no inodes left: see 'df -h' and 'df -i' there, and free some",
                    ELSEWHERE),
            known("(?i)Disk quota exceeded", "the quota is used up: see 'quota -s' there, and free some", ELSEWHERE),
            known(
                    "Read-only file system",
                    "a file system is read-only: 'sudo mount -o remount,rw' on it there",
                    ELSEWHERE),
            known(
                    "sudo: .*(password is required|a terminal is required|must have a tty|no tty present)",
                    "sudo asks for a password, and nobody is there to give it: allow it without one (sudo visudo there:"
                            + " USER ALL=(ALL) NOPASSWD: ALL), or do by hand what needs it",
                    ""),
            known(
                    "not in the sudoers file|Sorry, user \\S+ (is not allowed to|may not)",
                    "this user may not use sudo there: allow it (sudo visudo there: USER ALL=(ALL) NOPASSWD: ALL), or do by"
                            + " hand what needs it",
                    ""),
            known(
                    "sudo: (command )?not found",
                    "there is no sudo on that host: install it, or leave it out where the user is root",
                    ""));

    private StepAdvice() {}

    /** @param ofOurs more that helps where it is not a person's command that failed */
    private record Known(Pattern words, String advice, String ofOurs) {}

    private static Known known(String words, String advice, String ofOurs) {
        return new Known(Pattern.compile(words), advice, ofOurs);
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
                if (known.words().matcher(line).find()) {
                    return Optional.of(new Found(line, known.advice() + (isOurs(step) ? known.ofOurs() : "")));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(String step) {
        return switch (step) {
            // Where keys and a person's files go is not ours to choose.
            case StepIds.CONNECT, StepIds.FILES, StepIds.INITIALIZATION, StepIds.SETUP -> false;
            default -> true;
        };
    }
}
