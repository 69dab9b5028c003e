package dev.muster.core.control;

import java.util.Map;

/**
 * A config on its way to the head.
 *
 * @param expandedConfig the full form as {@code validate --expanded} prints it
 * @param secrets values of {@code from_env} variables by variable name; kept on the head in a file of mode 0600, never in journal or log
 * @param person who does it: {@code person@machine}
 */
public record Application(String expandedConfig, Map<String, String> secrets, String person, Mode mode) {
    public enum Mode {
        /** Tells what would change; changes nothing. */
        DRY_RUN,
        /** Where work runs on nodes that must be set up again, they are drained first. */
        DRAIN_FIRST,
        /** At once ({@code --now}), but never under running work. */
        AT_ONCE
    }

    public Application {
        secrets = Map.copyOf(secrets);
    }

    public Application asDryRun() {
        return new Application(expandedConfig, secrets, person, Mode.DRY_RUN);
    }

    /** Without the secrets' values. */
    @Override
    public String toString() {
        return "Application[by " + person + ", secrets " + secrets.keySet() + ", " + mode + "]";
    }
}
