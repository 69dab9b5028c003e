package dev.muster.launcher.bootstrap;

import dev.muster.engine.Engine;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineHints;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineProblem;
import dev.muster.engine.EngineSettings;
import dev.muster.engine.EngineSite;
import dev.muster.engine.EngineStart;
import dev.muster.engine.EngineValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine that sleeps, for tests. Its commands are those of the file. */
public final class SleepEngine implements Engine {
    @Override
    public String name() {
        return "sleep";
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
        return Optional.of(new EngineStart(
                Map.of(
                        "SLEEP_HEAD", new EngineValue.Text(node.headAddress() + ":7"),
                        "SLEEP_TOKEN", new EngineValue.InFolder("token")),
                Map.of(
                        "SLEEP_SELF", new EngineValue.OwnAddress(),
                        "SLEEP_KEY", new EngineValue.Text(node.key().value())),
                "[ ! -e \"$HOME/broken\" ] || { cat \"$HOME/broken\"; exit 78; }",
                node.commands().of(node.isHead()),
                "[ -e \"$MUSTER_ENGINE_SCRATCH/up\" ]",
                "cat \"$MUSTER_ENGINE_SCRATCH/log\"",
                new EngineValue.InScratch("logs"),
                "token",
                ".sleep/token"));
    }

    @Override
    public EngineLink connect(EngineSite site) {
        return EngineLink.NONE;
    }
}
