package dev.muster.client.up;

import dev.muster.client.Approval;
import dev.muster.client.ProgressListener;
import dev.muster.client.UpPlan;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.head.ControlSession;
import dev.muster.client.head.HeadEndpoint;
import dev.muster.client.head.HeadHost;
import dev.muster.client.local.LocalServices;
import dev.muster.core.FanOut;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.event.Journal;
import dev.muster.core.failure.UserError;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.status.NodeStatus;
import dev.muster.launcher.bootstrap.EnginePlan;
import dev.muster.launcher.bootstrap.EngineRestart;
import dev.muster.launcher.bootstrap.FactsScript;
import dev.muster.launcher.bootstrap.HeadEngine;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.bootstrap.NodeSpec;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepRunner;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * {@code cluster up --restart-only}: starts the engine again on every node that is ready, the head first, with the start commands of the
 * file. It sets nothing up and sends nothing to the head.
 */
public final class EngineRestarts implements UpPlan {
    private static final int AT_ONCE = 16;

    private final HeadHost head;
    private final UpSpec spec;
    private final NodeBundle bundle;
    private final LocalServices services;
    private final HostFacts facts;
    private final UpPlanView view;

    /** Makes the plan without changing anything. The plan owns the connection to the head's host. */
    public EngineRestarts(HeadHost head, UpSpec spec, NodeBundle bundle, LocalServices services)
            throws InterruptedException {
        this.head = head;
        this.spec = spec;
        this.bundle = bundle;
        this.services = services;
        requireEngine();
        this.facts = head.probe(bundle);
        requireHead();
        try (ControlSession session = session()) {
            this.view = UpPlanner.restart(spec.config(), session.control().status());
        }
    }

    private void requireEngine() {
        if (spec.config().engine().isNative()) {
            throw new UserError(
                    "--restart-only: engine native has no start commands, so there is nothing to start again",
                    "run '" + spec.request().cluster().command("up") + "' without --restart-only");
        }
    }

    private void requireHead() {
        if (!facts.isControlAlive()) {
            throw new UserError(
                    "--restart-only: cluster '" + spec.config().name() + "' is not up",
                    "run '" + spec.request().cluster().command("up") + "' without --restart-only");
        }
    }

    private ControlSession session() throws InterruptedException {
        HeadEndpoint endpoint = head.login(facts).endpoint();
        return ControlSession.within(head, facts, endpoint, spec.submission().requestedBy(), services.sessionIds());
    }

    @Override
    public UpPlanView view() {
        return view;
    }

    /** Starts the engines that are ready by now: a worker that came up since the plan was shown is one of them. */
    @Override
    public UpReport run(Approval approval, ProgressListener listener) throws InterruptedException {
        ReadyWatch watch = new ReadyWatch(spec.config(), spec.request(), listener, services.time());
        UpLock lock = UpLock.of(head.host(), facts.root(), spec);
        try (ControlSession session = session()) {
            watch.followFrom(
                    session.control().apply(spec.submission().asDryRun()).sequence());
            lock.whileHeld(() -> {
                restart(session, watch);
                return true;
            });
            return watch.await(session.control(), Admission.Result.NOTHING_TO_REPORT);
        }
    }

    /** The workers' engines need the head's. */
    private void restart(ControlSession session, Journal journal) throws InterruptedException {
        Set<NodeKey> ready = session.control().status().nodes().stream()
                .filter(node -> UpPlanner.isRestarted(spec.config(), node))
                .map(NodeStatus::name)
                .collect(Collectors.toSet());
        List<Callable<Boolean>> workers = new ArrayList<>();
        for (NodeAddress node : session.control().addresses()) {
            NodeKey key = node.machine().key();
            if (key.isHead()) {
                restart(session, node, journal);
            } else if (ready.contains(key)) {
                workers.add(() -> restart(session, node, journal));
            }
        }
        new FanOut(AT_ONCE).all(workers);
    }

    private boolean restart(ControlSession session, NodeAddress node, Journal journal) throws InterruptedException {
        RemoteHost host = session.host(node);
        Machine machine = node.machine();
        String root = NodeFolders.rootOf(node.folder());
        HostFacts found = FactsScript.run(host, Optional.of(root), spec.config().name(), machine.key(), bundle);
        if (!found.hasLayer(bundle.application().sha256())) {
            throw new UserError(
                    "--restart-only: " + host.name() + " does not have this version of Muster yet",
                    "run '" + spec.request().cluster().command("up") + "' first");
        }
        NodeSpec target = new NodeSpec(
                        session.endpoint().clusterId(),
                        spec.config(),
                        machine,
                        bundle,
                        spec.submission().inputs())
                .withHeadHost(session.endpoint().address());
        EnginePlan plan = EnginePlan.of(target, found, HeadEngine.NONE, EngineRestart.ALWAYS);
        List<PlannedStep> steps = new ArrayList<>(plan.start());
        steps.addAll(plan.ready());
        NodeShell shell = new NodeShell(host, target.marker(), root, node.folder(), OutputSink.NONE);
        new StepRunner(machine.key(), shell, journal, services.time(), target.mask()).run(steps);
        return true;
    }

    @Override
    public void close() {
        head.close();
    }
}
