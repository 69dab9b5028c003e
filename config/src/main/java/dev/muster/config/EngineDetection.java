package dev.muster.config;

import dev.muster.config.read.EngineChoice;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineHints;
import java.util.List;

/** Chooses the engine again, with what is known about the head's environment only after a look at its host. */
public final class EngineDetection {
    private EngineDetection() {}

    /** Whether the file leaves the choice to Muster, and nothing in it needs an engine. */
    public static boolean isOpen(ClusterConfig config) {
        return config.engine().choice().isPresent() && config.engine().isNative();
    }

    /**
     * Returns the config with the engine that these programs need, if {@link #isOpen}.
     *
     * @param programs names of programs that were found in the head's environment
     */
    public static ClusterConfig withPrograms(ClusterConfig config, List<String> programs) {
        EngineConfig engine = config.engine();
        if (!isOpen(config)) {
            return config;
        }
        EngineHints hints = new EngineHints(EngineCommands.NONE, List.of(), List.of(), List.of(), programs);
        return config.withEngine(EngineChoice.auto(hints).with(engine.settings(), engine.enforced()));
    }
}
