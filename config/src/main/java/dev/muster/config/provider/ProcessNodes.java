package dev.muster.config.provider;

import dev.muster.core.config.ProviderConfig;
import java.util.Optional;

/** Runs every node as a set of processes on this machine. */
public record ProcessNodes(int headPort, Optional<String> stateDir) implements ProviderConfig {
    @Override
    public String type() {
        return ProcessFormat.TYPE;
    }

    @Override
    public boolean isOneMachine() {
        return true;
    }
}
