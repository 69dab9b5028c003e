package dev.muster.config.provider;

import dev.muster.core.config.ProviderConfig;
import java.util.Optional;

/** A provider that is not supported yet, such as {@code aws}. {@code validate} accepts it and {@code up} refuses it. */
public record UnsupportedProvider(String type, int headPort, Optional<String> stateDir) implements ProviderConfig {}
