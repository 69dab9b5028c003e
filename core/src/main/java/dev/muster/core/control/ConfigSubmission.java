package dev.muster.core.control;

import java.util.Map;

/**
 * A config on its way to the head.
 *
 * @param expandedConfig the full form as {@code validate --expanded} prints it
 * @param person who does it: {@code person@machine}
 */
public record ConfigSubmission(String expandedConfig, ConfigInputs inputs, String person, Mode mode) {
    public enum Mode {
        /** Tells what would change; changes nothing. */
        DRY_RUN,
        /** Where work runs on nodes that must be set up again, they are drained first. */
        DRAIN_FIRST,
        /** At once ({@code --now}), but never under running work. */
        AT_ONCE
    }

    public ConfigSubmission(String expandedConfig, Map<String, String> secrets, String person, Mode mode) {
        this(expandedConfig, new ConfigInputs(secrets, Map.of()), person, mode);
    }

    public Map<String, String> secrets() {
        return inputs.secrets();
    }

    public ConfigSubmission asDryRun() {
        return new ConfigSubmission(expandedConfig, inputs, person, Mode.DRY_RUN);
    }

    /** Without the secrets' values. */
    @Override
    public String toString() {
        return "Application[by " + person + ", " + inputs + ", " + mode + "]";
    }
}
