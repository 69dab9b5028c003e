package dev.muster.client.check;

import dev.muster.launcher.provider.CheckedHost;
import java.time.Duration;
import java.util.Optional;

/** The result of probing one host. */
public sealed interface HostProbe {
    /** Returns the host that was probed. */
    CheckedHost member();

    /**
     * The host answered.
     *
     * @param facts what it reported
     * @param clock how far its clock is ahead of this machine's; empty if it did not report the time
     * @param newKey the fingerprint of its host key; empty if the key was known before
     */
    record Answered(CheckedHost member, CheckFacts facts, Optional<Duration> clock, Optional<String> newKey)
            implements HostProbe {
        String value(String name) {
            return facts.value(name);
        }
    }

    /**
     * The host could not be probed.
     *
     * @param text why
     * @param hint what to do
     */
    record Failed(CheckedHost member, String text, String hint) implements HostProbe {}
}
