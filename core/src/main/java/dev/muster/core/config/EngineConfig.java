package dev.muster.core.config;

import java.util.Locale;

/** The software that runs on the nodes besides the daemon, and why it was chosen. */
public record EngineConfig(Kind kind, Reason reason) {
    public static final EngineConfig NATIVE = new EngineConfig(Kind.NATIVE, Reason.NO_START_COMMANDS);

    /** {@code NATIVE}: nothing but the daemon. {@code RAY}: a Ray cluster. */
    public enum Kind {
        NATIVE,
        RAY;

        /** Returns the name as config files and JSON contain it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why the engine was chosen. */
    public enum Reason {
        SET_IN_FILE("the file sets 'engine'"),
        HEAD_START_COMMANDS("the file has head_start_ray_commands"),
        WORKER_START_COMMANDS("the file has worker_start_ray_commands"),
        SETUP_INSTALLS_RAY("a setup command installs Ray"),
        PIP_CONTAINS_RAY("environment.pip contains Ray"),
        NO_START_COMMANDS("the file does not start Ray");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** Returns the reason as it follows "because". */
        public String describe() {
            return description;
        }
    }
}
