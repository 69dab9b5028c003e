package dev.muster.launcher.bootstrap;

import java.util.ArrayList;
import java.util.List;

/** Which steps make this machine this node, and which of them have to run: a function of the wish and of what was found. */
public final class NodePlanner {
    private NodePlanner() {}

    /** What must be on the machine before any program of ours is started there. */
    public static List<PlannedStep> preparation(NodeSpec spec, HostFacts facts) {
        List<PlannedStep> planned = new ArrayList<>();
        planned.add(bundle(BundleStep.of(spec.bundle(), facts), spec, facts));
        planned.add(
                byDigest(UserCommands.of(StepIds.INITIALIZATION, spec.initializationCommands(), spec, false), facts));
        planned.add(byDigest(EnvironmentStep.of(spec), facts));
        planned.add(byDigest(UserCommands.of(StepIds.SETUP, spec.setupCommands(), spec, true), facts));
        return planned;
    }

    public static PlannedStep program(Step step, HostFacts facts, boolean alive) {
        PlannedStep planned = byDigest(step, facts);
        return planned.isSkipped() && !alive ? new PlannedStep(step, "it does not run") : planned;
    }

    private static PlannedStep bundle(Step step, NodeSpec spec, HostFacts facts) {
        boolean complete = spec.bundle().layers().stream().allMatch(layer -> facts.hasLayer(layer.sha256()));
        return new PlannedStep(step, complete ? "" : "not on the host yet");
    }

    private static PlannedStep byDigest(Step step, HostFacts facts) {
        String done = facts.stepDigest(step.id());
        if (done.equals(step.digest())) {
            return new PlannedStep(step, "");
        }
        return new PlannedStep(step, done.isEmpty() ? "not done yet" : "changed");
    }
}
