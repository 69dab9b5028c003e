package dev.muster.architecture.sample.launcher.provider.rack;

import dev.muster.architecture.sample.core.config.ProviderConfig;

/** The config of one provider. */
public record RackConfig() implements ProviderConfig {}
