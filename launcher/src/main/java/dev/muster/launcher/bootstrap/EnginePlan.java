package dev.muster.launcher.bootstrap;

import dev.muster.engine.EngineStart;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a node's engine. Pure: depends on the spec and the host's facts only.
 *
 * @param start starts the engine, or ends it if the node has none any more; empty if there is nothing to start or end
 * @param ready waits until it is ready
 */
public record EnginePlan(List<PlannedStep> start, List<PlannedStep> ready) {
    private static final EnginePlan NOTHING = new EnginePlan(List.of(), List.of());

    public EnginePlan {
        start = List.copyOf(start);
        ready = List.copyOf(ready);
    }

    /** @param head what a worker needs to know of the head's engine */
    public static EnginePlan of(NodeSpec spec, HostFacts facts, HeadEngine head, EngineRestart restart) {
        Optional<EngineStart> start = NodeEngine.start(spec);
        if (start.isEmpty()) {
            return facts.hasEngine()
                    ? new EnginePlan(List.of(new PlannedStep(EngineStep.removal(spec), Need.CHANGED)), List.of())
                    : NOTHING;
        }
        BootstrapStep step = EngineStep.start(start.get(), spec, head);
        Need need = need(NodePlanner.program(step, facts, facts.isEngineReady()).need(), facts, restart);
        return new EnginePlan(
                List.of(new PlannedStep(step, need)),
                List.of(new PlannedStep(EngineStep.ready(start.get(), spec), need)));
    }

    private static Need need(Need planned, HostFacts facts, EngineRestart restart) {
        return switch (restart) {
            case IF_CHANGED -> planned;
            case NEVER -> planned == Need.CHANGED && facts.isEngineAlive() ? Need.KEPT : planned;
            case ALWAYS -> Need.RESTART;
        };
    }
}
