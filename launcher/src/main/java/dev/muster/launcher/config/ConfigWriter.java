package dev.muster.launcher.config;

import dev.muster.core.config.ClusterConfig;

/** Placeholder until the writer lands. */
public final class ConfigWriter {
    private ConfigWriter() {}

    public static String write(ClusterConfig config) {
        throw new IllegalStateException("ConfigWriter");
    }
}
