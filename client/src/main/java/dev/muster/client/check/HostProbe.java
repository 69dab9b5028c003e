package dev.muster.client.check;

import dev.muster.launcher.provider.CheckedHost;
import java.time.Duration;
import java.util.Optional;

/** How the look at one host went. */
public sealed interface HostProbe {
    CheckedHost member();

    /**
     * @param clock how far its clock is ahead of this machine's; empty where it told no time
     * @param newKey fingerprint of its host key, where nobody had seen it before
     */
    record Seen(CheckedHost member, CheckFacts facts, Optional<Duration> clock, Optional<String> newKey)
            implements HostProbe {
        String value(String name) {
            return facts.value(name);
        }
    }

    /** @param text what went wrong; @param hint what to do */
    record Missed(CheckedHost member, String text, String hint) implements HostProbe {}
}
