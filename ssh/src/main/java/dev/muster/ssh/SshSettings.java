package dev.muster.ssh;

import dev.muster.core.port.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The settings that all connections of a process share.
 *
 * @param pins the cluster's own known_hosts file
 * @param threads starts a new virtual thread for each task
 * @param warnings receives sentences for the operator about settings that are not supported
 * @param patience how long to wait for a host that does not answer
 */
public record SshSettings(
        HostKeyPins pins, Prompt prompt, Time time, Executor threads, Consumer<String> warnings, Patience patience) {

    /**
     * Time limits for connecting to a host.
     *
     * @param attempt the limit of one attempt, up to the end of the authentication
     * @param total the limit of all attempts together. After it, the host counts as unreachable.
     */
    public record Patience(Duration attempt, Duration total) {
        /**
         * 50 seconds for an attempt, 60 seconds in total. A host that does not answer at all is noticed after 10 seconds; one that accepted the
         * connection may wait for its name server.
         */
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }
}
