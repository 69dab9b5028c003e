package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans which steps turn a machine into a node, and which of them have to run. Pure: depends on the spec and the host's facts only. */
public final class NodePlanner {
    private NodePlanner() {}

    /** Returns the steps that run before any of Muster's programs starts. */
    public static List<PlannedStep> preparation(NodeSpec spec, HostFacts facts) {
        List<PlannedStep> planned = new ArrayList<>();
        ClaimStep.of(spec, facts).ifPresent(planned::add);
        planned.add(bundle(spec, facts));
        FilesStep.of(spec).map(step -> byDigest(step, facts)).ifPresent(planned::add);
        commands(StepIds.INITIALIZATION, spec.initializationCommands(), spec, facts)
                .ifPresent(planned::add);
        planned.add(byDigest(EnvironmentStep.of(spec), facts));
        commands(StepIds.SETUP, spec.setupCommands(), spec, facts).ifPresent(planned::add);
        return planned;
    }

    /** Returns the digests of everything that a node depends on. They are the same for all nodes of a type, whatever is on their machines. */
    public static Recipe recipe(NodeSpec spec) {
        List<String> parts = new ArrayList<>();
        for (PlannedStep planned : preparation(spec, HostFacts.EMPTY)) {
            if (!planned.step().id().equals(StepIds.CLAIM)) {
                parts.add(planned.step().id());
                parts.add(planned.step().digest());
            }
        }
        String engine = NodeEngine.start(spec)
                .map(start -> EngineStep.digest(start, spec))
                .orElse("");
        return new Recipe(Digest.of(parts), engine);
    }

    /** Plans the start of one of Muster's programs: if it does not run, its step runs even though nothing changed. */
    public static PlannedStep program(BootstrapStep step, HostFacts facts, boolean alive) {
        PlannedStep planned = byDigest(step, facts);
        return planned.isSkipped() && !alive ? new PlannedStep(step, Need.NOT_RUNNING) : planned;
    }

    private static PlannedStep bundle(NodeSpec spec, HostFacts facts) {
        BootstrapStep step = BundleStep.of(spec, facts);
        return new PlannedStep(step, BundleStep.missing(spec, facts).isEmpty() ? Need.NONE : Need.NOT_ON_HOST);
    }

    /** Returns the step; empty if there are no commands. */
    private static Optional<PlannedStep> commands(String id, List<String> commands, NodeSpec spec, HostFacts facts) {
        boolean inEnvironment = id.equals(StepIds.SETUP);
        return commands.isEmpty()
                ? Optional.empty()
                : Optional.of(byDigest(UserCommands.of(id, commands, spec, inEnvironment), facts));
    }

    private static PlannedStep byDigest(BootstrapStep step, HostFacts facts) {
        String done = facts.stepDigest(step.id());
        if (done.equals(step.digest())) {
            return new PlannedStep(step, Need.NONE);
        }
        return new PlannedStep(step, done.isEmpty() ? Need.NEVER_DONE : Need.CHANGED);
    }
}
