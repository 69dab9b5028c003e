package dev.muster.config.provider;

import dev.muster.core.config.ProviderConfig;

/** The format of {@code type: process}: nodes on this machine. */
public class ProcessFormat implements ProviderFormat {
    static final String TYPE = "process";

    @Override
    public final String type() {
        return TYPE;
    }

    @Override
    public final ProviderConfig read(ProviderValues values) {
        return new ProcessNodes(values.headPort(), values.stateDir());
    }
}
