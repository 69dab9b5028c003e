package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which steps make this machine this node, and which of them have to run: a function of the wish and of what was found. */
public final class NodePlanner {
    private NodePlanner() {}

    /** What must be on the machine before any program of Muster's is started there. */
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

    /** Digest of all that a node's set-up depends on, whichever node of its type it is and whatever is on its machine already. */
    public static String recipe(NodeSpec spec) {
        List<String> parts = new ArrayList<>();
        for (PlannedStep planned : preparation(spec, HostFacts.EMPTY)) {
            if (!planned.step().id().equals(StepIds.CLAIM)) {
                parts.add(planned.step().id());
                parts.add(planned.step().digest());
            }
        }
        return Digest.of(parts.toArray(String[]::new));
    }

    /** A program of Muster's: it has to run even where nothing changed. */
    public static PlannedStep program(BootstrapStep step, HostFacts facts, boolean alive) {
        PlannedStep planned = byDigest(step, facts);
        return planned.isSkipped() && !alive ? new PlannedStep(step, Need.NOT_RUNNING) : planned;
    }

    private static PlannedStep bundle(NodeSpec spec, HostFacts facts) {
        BootstrapStep step = BundleStep.of(spec, facts);
        return new PlannedStep(step, BundleStep.missing(spec, facts).isEmpty() ? Need.NONE : Need.NOT_ON_HOST);
    }

    /** A step without commands is no step. */
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
