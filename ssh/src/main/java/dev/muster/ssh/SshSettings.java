package dev.muster.ssh;

import dev.muster.core.port.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What every connection of a process shares.
 *
 * @param pins the cluster's own known hosts
 * @param threads a new virtual thread for each task; the wiring's
 * @param warnings gets sentences for people: what was asked for and cannot be done
 * @param patience for a host that does not answer
 */
public record SshSettings(
        HostKeyPins pins, Prompt prompt, Time time, Executor threads, Consumer<String> warnings, Patience patience) {

    /**
     * @param attempt for one attempt: until authenticated
     * @param total for all attempts; after it the host counts as not reachable
     */
    public record Patience(Duration attempt, Duration total) {
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }
}
