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

    /**
     * Returns the config with the engine that these programs need, if the file leaves the choice to Muster and needs no other engine.
     *
     * @param programs names of programs that were found in the head's environment
     */
    public static ClusterConfig withPrograms(ClusterConfig config, List<String> programs) {
        EngineConfig engine = config.engine();
        if (engine.choice().isEmpty() || !engine.isNative()) {
            return config;
        }
        EngineHints hints = new EngineHints(EngineCommands.NONE, List.of(), List.of(), List.of(), programs);
        return config.withEngine(EngineChoice.auto(hints).with(engine.settings(), engine.enforced()));
    }
}
