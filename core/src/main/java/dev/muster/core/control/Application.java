package dev.muster.core.control;

import java.util.Map;

/**
 * A config on its way to the head.
 *
 * @param expandedConfig the full form as {@code validate --expanded} prints it
 * @param secrets values of {@code from_env} variables by variable name; kept on the head in a file of mode 0600, never in journal or log
 * @param person who does it: {@code person@machine}
 * @param restart whether work on nodes is stopped for changes at once ({@code --now}); otherwise nodes are drained first
 */
public record Application(String expandedConfig, Map<String, String> secrets, String person, boolean restart) {
    public Application {
        secrets = Map.copyOf(secrets);
    }

    /** Without the secrets' values. */
    @Override
    public String toString() {
        return "Application[by " + person + ", secrets " + secrets.keySet() + "]";
    }
}
