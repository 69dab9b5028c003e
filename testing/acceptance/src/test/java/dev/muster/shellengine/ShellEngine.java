package dev.muster.shellengine;

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

/**
 * A small engine: a loop in a shell that writes a log, and that ends once it is not to be started again. Its commands are those of the file,
 * or else only that loop, which is {@code $SHELL_ENGINE}.
 */
public final class ShellEngine implements Engine {
    private static final String LOOP = "mkdir -p \"$MUSTER_ENGINE_SCRATCH/logs\""
            + "; echo \"up on $MUSTER_NODE_KEY\" >\"$MUSTER_ENGINE_SCRATCH/logs/engine.log\""
            + "; while [ ! -e \"$MUSTER_ENGINE/../run/engine-stop\" ]; do sleep 0.1; done";

    @Override
    public String name() {
        return "shell";
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
        List<String> commands = node.commands().of(node.isHead());
        return Optional.of(new EngineStart(
                Map.of("SHELL_ENGINE_HEAD", new EngineValue.Text(node.headAddress())),
                Map.of("SHELL_ENGINE", new EngineValue.Text(LOOP)),
                "",
                commands.isEmpty() ? List.of("eval \"$SHELL_ENGINE\"") : commands,
                "[ -e \"$MUSTER_ENGINE_SCRATCH/logs/engine.log\" ]",
                "cat \"$MUSTER_ENGINE_SCRATCH/logs/engine.err\"",
                new EngineValue.InScratch("logs"),
                "token",
                ""));
    }

    @Override
    public EngineLink connect(EngineSite site) {
        return EngineLink.NONE;
    }
}
