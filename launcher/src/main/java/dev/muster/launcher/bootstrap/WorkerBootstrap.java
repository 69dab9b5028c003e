package dev.muster.launcher.bootstrap;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Journal;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Turns a machine into a worker: reads its facts, plans the steps and runs them. Running it again runs only the steps that changed or were not done.
 */
public final class WorkerBootstrap {
    private final Journal journal;
    private final Time time;
    private final BiFunction<NodeKey, String, String> enrol;

    /** @param enrol signs a node's certificate request and returns the certificate */
    public WorkerBootstrap(Journal journal, Time time, BiFunction<NodeKey, String, String> enrol) {
        this.journal = journal;
        this.time = time;
        this.enrol = enrol;
    }

    /**
     * Sets the worker up. Throws {@code RemoteFailure} at the first step that fails.
     *
     * @param root the root folder if it is known, as with the provider {@code process}
     */
    public void run(NodeSpec spec, RemoteHost host, Optional<String> root, HeadContact contact, OutputSink output)
            throws InterruptedException {
        NodeKey key = spec.machine().key();
        HostFacts facts = FactsScript.run(host, root, spec.config().name(), key, spec.bundle());
        HostRequirements.accept(facts);
        String folder = new NodeFolders(facts.root(), spec.config().name()).node(key);
        NodeShell shell = new NodeShell(host, spec.marker(), facts.root(), folder, output).within(spec.setUpTimeout());
        StepRunner runner = new StepRunner(
                key, shell, journal, time, spec.mask(contact.engine().secret()));
        List<PlannedStep> steps = new ArrayList<>(NodePlanner.preparation(spec, facts));
        EnginePlan engine = EnginePlan.of(spec, facts, contact.engine(), EngineRestart.IF_CHANGED);
        steps.addAll(engine.start());
        // The node is ready once its daemon reports, so its engine comes first.
        steps.addAll(engine.ready());
        steps.add(NodePlanner.program(DaemonStep.of(spec, contact, enrol), facts, facts.isDaemonAlive()));
        runner.run(steps);
    }
}
