package dev.muster.core.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a command that ran under {@code muster-run}.
 *
 * @param name as given by {@code --name}, otherwise empty
 * @param peakMemory in bytes; empty where the control groups do not count it
 * @param cpuTime empty where the control groups do not count it
 * @param wallTime empty if the run was killed
 */
public record FinishedRun(
        String id,
        String name,
        Outcome outcome,
        int exitCode,
        Optional<Long> peakMemory,
        Optional<Duration> cpuTime,
        Optional<Duration> wallTime,
        Instant endedAt) {
    /** How many of them a node reports: the last ones. */
    public static final int MAX_PER_NODE = 5;

    public enum Outcome {
        SUCCEEDED,
        FAILED,
        /** It needed more memory than its limit. */
        OOM,
        TIMEOUT,
        /** A signal to muster-run was passed on to it. */
        STOPPED,
        /** muster-run itself was killed, and the daemon ended what was left. */
        KILLED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Finds an outcome by its wire name. Empty for a name that this version does not know. */
        public static Optional<Outcome> find(String wireName) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.wireName().equals(wireName))
                    .findFirst();
        }
    }
}
