package dev.muster.config.read;

import dev.muster.core.config.EngineConfig;
import dev.muster.engine.Engine;
import dev.muster.engine.EngineHints;
import dev.muster.engine.Engines;
import java.util.Optional;

/** Chooses the engine of a cluster. */
public final class EngineChoice {
    /** The value of {@code engine} that leaves the choice to Muster. */
    public static final String AUTO = "auto";

    private EngineChoice() {}

    /** @param name the value of {@code engine} */
    public static EngineConfig choose(String name, EngineHints hints) {
        return name.equals(AUTO) ? auto(hints) : EngineConfig.named(name);
    }

    /** Returns the first engine that the hints show to be needed. */
    public static EngineConfig auto(EngineHints hints) {
        return Engines.all().stream()
                .flatMap(engine -> chosen(engine, hints).stream())
                .findFirst()
                .orElse(EngineConfig.NATIVE);
    }

    private static Optional<EngineConfig> chosen(Engine engine, EngineHints hints) {
        return engine.neededBy(hints).map(why -> EngineConfig.chosen(engine.name(), why));
    }
}
