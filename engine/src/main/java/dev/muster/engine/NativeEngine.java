package dev.muster.engine;

import java.util.List;
import java.util.Optional;

/** No engine: only the daemon runs on the nodes. */
public final class NativeEngine implements Engine {
    public static final String NAME = "native";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> neededBy(EngineHints hints) {
        return Optional.empty();
    }

    @Override
    public List<EngineProblem> check(EngineCommands commands, EngineSettings settings) {
        return List.of();
    }

    @Override
    public Optional<EngineStart> start(EngineNode node) {
        return Optional.empty();
    }

    @Override
    public EngineLink connect(EngineSite site) {
        return EngineLink.NONE;
    }
}
