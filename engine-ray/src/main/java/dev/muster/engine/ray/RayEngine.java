package dev.muster.engine.ray;

import dev.muster.engine.Engine;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineConsole;
import dev.muster.engine.EngineHints;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineProblem;
import dev.muster.engine.EngineSettings;
import dev.muster.engine.EngineSite;
import dev.muster.engine.EngineStart;
import java.util.List;
import java.util.Optional;

/** Ray, from its command {@code ray start}. */
public final class RayEngine implements Engine {
    @Override
    public String name() {
        return "ray";
    }

    @Override
    public Optional<String> neededBy(EngineHints hints) {
        return RayHints.neededBy(hints);
    }

    @Override
    public List<EngineProblem> check(EngineCommands commands, EngineSettings settings) {
        return HeadState.check(settings).stream().toList();
    }

    @Override
    public Optional<String> refusedResource(String name, long tenThousandths) {
        return RayResources.refused(name, tenThousandths);
    }

    @Override
    public Optional<EngineStart> start(EngineNode node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EngineLink connect(EngineSite site) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<EngineConsole> console() {
        return Optional.of(new RayConsole());
    }
}
