package dev.muster.core.control;

import java.util.Map;

/**
 * A config that is sent to the head.
 *
 * @param expandedConfig the full form, as {@code validate --expanded} prints it
 * @param requestedBy the operator, as {@code user@machine}
 * @param keepsEngines whether nodes are left as they are if only the start of their engine changed
 */
public record ConfigSubmission(
        String expandedConfig, ConfigInputs inputs, String requestedBy, Mode mode, boolean keepsEngines) {
    /** How nodes are treated that must be set up again. */
    public enum Mode {
        /** Reports what would change, and changes nothing. */
        DRY_RUN,
        /** Drains nodes that run work before they are set up again. */
        DRAIN_FIRST,
        /** Sets nodes up again immediately ({@code --now}), but never while they run work. */
        AT_ONCE
    }

    public ConfigSubmission(String expandedConfig, ConfigInputs inputs, String requestedBy, Mode mode) {
        this(expandedConfig, inputs, requestedBy, mode, false);
    }

    public ConfigSubmission(String expandedConfig, Map<String, String> secrets, String requestedBy, Mode mode) {
        this(expandedConfig, new ConfigInputs(secrets, Map.of()), requestedBy, mode);
    }

    public Map<String, String> secrets() {
        return inputs.secrets();
    }

    public ConfigSubmission asDryRun() {
        return new ConfigSubmission(expandedConfig, inputs, requestedBy, Mode.DRY_RUN, keepsEngines);
    }

    /** Leaves out the values of the secrets. */
    @Override
    public String toString() {
        return "ConfigSubmission[by " + requestedBy + ", " + inputs + ", " + mode + "]";
    }
}
