package dev.muster.client.up;

import dev.muster.client.KnownCluster;
import dev.muster.client.head.ControlSession;
import dev.muster.client.head.HeadEndpoint;
import dev.muster.client.head.HeadHost;
import dev.muster.client.local.LocalServices;
import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Control;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.port.OutputSink;
import dev.muster.launcher.bootstrap.ControlStep;
import dev.muster.launcher.bootstrap.DaemonStep;
import dev.muster.launcher.bootstrap.EnginePlan;
import dev.muster.launcher.bootstrap.EngineRestart;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bootstrap.HeadEngine;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.NodePlanner;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.bootstrap.NodeSpec;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepOutput;
import dev.muster.launcher.bootstrap.StepRunner;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Creates or repairs the head with the same set-up steps as every node, then sends it the config and starts its daemon.
 *
 * @param newId the cluster ID to use if the cluster does not exist yet
 */
public record HeadSetUp(HeadHost head, UpSpec spec, NodeBundle bundle, ClusterId newId, LocalServices services) {
    /**
     * The head after its set-up.
     *
     * @param session a session with the head, which has the config
     * @param admission the result for the hosts that the head needs access to
     */
    record Result(ControlSession session, Admission.Result admission) {}

    HostFacts probe() throws InterruptedException {
        return head.probe(bundle);
    }

    /** Creates the head's machine if it does not exist, and returns the facts of the machine. */
    HostFacts createMachine(HostFacts found) throws InterruptedException {
        if (head.provider().headExists()) {
            return found;
        }
        head.createMachine(clusterId(found), services.time());
        return probe();
    }

    /** Returns all steps until the control plane runs, including those that will be skipped. */
    List<PlannedStep> steps(HostFacts facts) {
        ClusterId clusterId = clusterId(facts);
        NodeSpec node = node(clusterId, head.expectedMachine(clusterId));
        return withControl(NodePlanner.preparation(node, facts), node, facts);
    }

    ControlSession session(HostFacts facts) throws InterruptedException {
        HeadEndpoint endpoint = head.login(facts).endpoint();
        return ControlSession.within(head, facts, endpoint, spec.submission().requestedBy(), services.sessionIds());
    }

    Result run(HostFacts facts, ReadyWatch watch) throws InterruptedException {
        ClusterId clusterId = clusterId(facts);
        NodeSpec node = node(clusterId, head.createMachine(clusterId, services.time()));
        StepOutput output = new StepOutput(watch);
        NodeShell shell = new NodeShell(
                        head.host(),
                        node.marker(),
                        facts.root(),
                        head.folders(facts).head(),
                        output.sink())
                .within(node.setUpTimeout());
        StepRunner steps = new StepRunner(NodeKey.HEAD, shell, output, services.time(), node.mask());
        try {
            Admission.Result admission = prepare(steps, shell, node, facts);
            admission.unusable().forEach(watch::addUnusableHost);
            return new Result(configured(session(facts), node, facts, steps, watch), admission);
        } finally {
            output.keep(shell.withOutput(OutputSink.NONE));
        }
    }

    /** Admits hosts while the head is set up. The first step runs before both, because a later run finds an interrupted set-up by it. */
    private Admission.Result prepare(StepRunner steps, NodeShell shell, NodeSpec node, HostFacts facts)
            throws InterruptedException {
        List<PlannedStep> all = withControl(NodePlanner.preparation(node, facts), node, facts);
        Admission admission = head.provider()
                .admission(node.clusterId(), spec.request().allowed().takeOver());
        steps.run(List.of(all.getFirst()));
        // Now, because the rest may fail, and 'down' must still know which cluster is there.
        services.cache().recordId(spec.config().name(), node.clusterId().value());
        Callable<Admission.Result> admit = () -> admission.admit(shell.withOutput(OutputSink.NONE));
        Callable<Admission.Result> setUp = () -> {
            steps.run(all.subList(1, all.size()));
            return Admission.Result.NOTHING_TO_REPORT;
        };
        return new FanOut(2).all(List.of(admit, setUp)).getFirst();
    }

    private ControlSession configured(
            ControlSession session, NodeSpec node, HostFacts facts, StepRunner steps, ReadyWatch watch)
            throws InterruptedException {
        try {
            SubmissionResult applied = session.control().apply(spec.submission());
            watch.followFrom(applied.sequence());
            watch.expectRenewal(applied.outdated());
            steps.run(last(node, facts, session));
            services.cache()
                    .write(knownCluster(session.endpoint()), spec.submission().expandedConfig());
            return session;
        } catch (RuntimeException | InterruptedException e) {
            session.close();
            throw e;
        }
    }

    private List<PlannedStep> withControl(List<PlannedStep> preparation, NodeSpec node, HostFacts facts) {
        List<PlannedStep> steps = new ArrayList<>(preparation);
        steps.addAll(engine(node, facts).start());
        steps.add(NodePlanner.program(
                ControlStep.of(node, facts.root(), spec.submission().requestedBy()), facts, facts.isControlAlive()));
        return steps;
    }

    /** The engine starts while the head and its daemon do, and is awaited last. */
    private List<PlannedStep> last(NodeSpec node, HostFacts facts, ControlSession session) {
        List<PlannedStep> steps = new ArrayList<>(List.of(daemon(node, facts, session)));
        steps.addAll(engine(node, facts).ready());
        return steps;
    }

    private EnginePlan engine(NodeSpec node, HostFacts facts) {
        EngineRestart restart = switch (spec.request().restart()) {
            case AS_NEEDED -> EngineRestart.IF_CHANGED;
            case NEVER -> EngineRestart.NEVER;
            case ONLY -> EngineRestart.ALWAYS;
        };
        return EnginePlan.of(node, facts, HeadEngine.NONE, restart);
    }

    private static PlannedStep daemon(NodeSpec node, HostFacts facts, ControlSession session) {
        Control control = session.control();
        HeadEndpoint endpoint = session.endpoint();
        HeadContact contact = new HeadContact(endpoint.address() + ":" + endpoint.port(), session.authorityPem());
        return NodePlanner.program(DaemonStep.of(node, contact, control::enrol), facts, facts.isDaemonAlive());
    }

    private NodeSpec node(ClusterId clusterId, Machine machine) {
        return new NodeSpec(
                clusterId, spec.config(), machine, bundle, spec.submission().inputs(), spec::mounts);
    }

    private ClusterId clusterId(HostFacts facts) {
        return facts.clusterId().isEmpty() ? newId : new ClusterId(facts.clusterId());
    }

    private KnownCluster knownCluster(HeadEndpoint endpoint) {
        return new KnownCluster(
                spec.config().name(),
                endpoint.clusterId().value(),
                spec.config().provider().type(),
                head.host().name(),
                Optional.of(spec.request().cluster().file().path()),
                services.time().wallClock());
    }
}
