package dev.muster.architecture.sample.head;

import dev.muster.architecture.sample.core.config.ProviderConfig;
import dev.muster.architecture.sample.launcher.provider.rack.RackConfig;

/** Branches by the kind of a provider. */
public final class Branch {
    public boolean isRack(ProviderConfig config) {
        return config instanceof RackConfig;
    }
}
