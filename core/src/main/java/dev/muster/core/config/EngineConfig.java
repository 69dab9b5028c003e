package dev.muster.core.config;

import java.util.Locale;

/**
 * What runs on the nodes besides the daemon.
 *
 * @param why in words, for the plan
 */
public record EngineConfig(Kind kind, String why) {
    public enum Kind {
        NATIVE,
        RAY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final EngineConfig NATIVE = new EngineConfig(Kind.NATIVE, "no start commands are given");
}
