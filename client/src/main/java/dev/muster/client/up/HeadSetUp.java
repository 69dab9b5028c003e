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
import dev.muster.launcher.bootstrap.HeadContact;
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
 * Creates the head, or repairs it, by the same steps as every node; then gives it the config and starts its daemon.
 *
 * @param newId the id of the cluster if it does not exist yet
 */
public record HeadSetUp(HeadHost head, UpSpec spec, NodeBundle bundle, ClusterId newId, LocalServices services) {
    /**
     * @param session with the head, which has the config now
     * @param admission what became of the hosts that the head needs access to
     */
    record Result(ControlSession session, Admission.Result admission) {}

    HostFacts look() throws InterruptedException {
        return head.look(bundle);
    }

    /** Makes sure that the head's machine exists; the other steps ask it. */
    HostFacts createMachine(HostFacts found) throws InterruptedException {
        if (head.provider().headExists()) {
            return found;
        }
        head.machine(clusterId(found), services.time());
        return look();
    }

    /** Returns the steps up to the started control plane, including those that are done already. */
    List<PlannedStep> steps(HostFacts facts) {
        NodeSpec node = node(clusterId(facts), head.expected());
        return withControl(NodePlanner.preparation(node, facts), node, facts);
    }

    ControlSession session(HostFacts facts) throws InterruptedException {
        HeadEndpoint endpoint = head.login(facts).endpoint();
        return ControlSession.within(head, facts, endpoint, spec.submission().person(), services.sessionIds());
    }

    Result run(HostFacts facts, ReadyWatch watch) throws InterruptedException {
        ClusterId clusterId = clusterId(facts);
        NodeSpec node = node(clusterId, head.machine(clusterId, services.time()));
        StepOutput output = new StepOutput(watch);
        NodeShell shell = new NodeShell(
                head.host(), node.marker(), facts.root(), head.folders(facts).head(), output.sink());
        StepRunner steps = new StepRunner(NodeKey.HEAD, shell, output, services.time());
        try {
            Admission.Result admission = prepare(steps, shell, node, facts);
            admission.unusable().forEach(watch::hostMissing);
            return new Result(configured(session(facts), node, facts, steps, watch), admission);
        } finally {
            output.keep(shell.withOutput(OutputSink.NONE));
        }
    }

    /** Hosts are admitted while the head is set up. The first step comes before both: what was begun is found again by it. */
    private Admission.Result prepare(StepRunner steps, NodeShell shell, NodeSpec node, HostFacts facts)
            throws InterruptedException {
        List<PlannedStep> all = withControl(NodePlanner.preparation(node, facts), node, facts);
        Admission admission = head.provider()
                .admission(node.clusterId(), spec.request().allowed().takeOver());
        steps.run(List.of(all.getFirst()));
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
            watch.beginAt(applied.sequence());
            watch.expect(applied.outdated());
            steps.run(List.of(daemon(node, facts, session)));
            services.notes().write(known(session.endpoint()), spec.submission().expandedConfig());
            return session;
        } catch (RuntimeException | InterruptedException e) {
            session.close();
            throw e;
        }
    }

    private List<PlannedStep> withControl(List<PlannedStep> preparation, NodeSpec node, HostFacts facts) {
        List<PlannedStep> steps = new ArrayList<>(preparation);
        steps.add(NodePlanner.program(
                ControlStep.of(node, facts.root(), spec.submission().person()), facts, facts.isControlAlive()));
        return steps;
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

    private KnownCluster known(HeadEndpoint endpoint) {
        return new KnownCluster(
                spec.config().name(),
                endpoint.clusterId().value(),
                spec.config().provider().type(),
                head.host().name(),
                Optional.of(spec.request().cluster().file().path()),
                services.time().wallClock());
    }
}
