package dev.muster.launcher.provider;

import dev.muster.config.provider.ProviderFormats;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;

/** Finds the provider of a config among those that are registered. */
public final class Providers {
    private Providers() {}

    /** @throws UserError if this program does not support the provider */
    public static Provider of(ProviderConfig config) {
        return ProviderFormats.find(config.type())
                .filter(format -> format.type().equals(config.type()))
                .filter(Provider.class::isInstance)
                .map(Provider.class::cast)
                .orElseThrow(() -> new UserError(
                        "provider.type: '" + config.type() + "' is not supported yet",
                        "use one of " + String.join(", ", ProviderFormats.names())));
    }
}
