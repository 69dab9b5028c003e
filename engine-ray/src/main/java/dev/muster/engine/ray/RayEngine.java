package dev.muster.engine.ray;

import dev.muster.core.Resources;
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
import dev.muster.engine.ray.link.RayLinks;
import dev.muster.engine.ray.start.HeadState;
import dev.muster.engine.ray.start.RayCommands;
import dev.muster.engine.ray.start.RayStart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    public List<String> programs() {
        return List.of(RayHints.PROGRAM);
    }

    @Override
    public List<EngineProblem> check(EngineCommands commands, EngineSettings settings) {
        return Stream.concat(RayCommands.of(commands).problems().stream(), HeadState.check(settings).stream())
                .toList();
    }

    @Override
    public Optional<String> refusedResource(String name, long tenThousandths) {
        return RayResources.refused(name, tenThousandths);
    }

    @Override
    public boolean isImplicit(String resource) {
        return RayResources.isImplicit(resource);
    }

    @Override
    public Resources usable(Resources found) {
        return RayResources.usable(found);
    }

    @Override
    public Optional<EngineStart> start(EngineNode node) {
        return Optional.of(RayStart.of(node));
    }

    @Override
    public EngineLink connect(EngineSite site) {
        return RayLinks.connect(
                RayStart.tempFolder(site),
                RayStart.gcsAddress(site.head()),
                () -> RayStart.tokenFile(site),
                site.time());
    }

    @Override
    public Optional<EngineConsole> console() {
        return Optional.of(new RayConsole());
    }
}
