package dev.muster.client.cluster;

import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.head.HeadEndpoint;
import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Control;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.ControlStep;
import dev.muster.launcher.bootstrap.DaemonStep;
import dev.muster.launcher.bootstrap.HeadContact;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.HostRequirements;
import dev.muster.launcher.bootstrap.NodePlanner;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.bootstrap.NodeSpec;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepOutput;
import dev.muster.launcher.bootstrap.StepRunner;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cluster up}: the head is made from here; the head makes the workers; we watch until enough are ready. */
final class Up {
    private final HeadHost site;
    private final UpSpec wish;
    private final NodeBundle bundle;
    private final LocalServices tools;

    Up(HeadHost site, UpSpec wish, NodeBundle bundle, LocalServices tools) {
        this.site = site;
        this.wish = wish;
        this.bundle = bundle;
        this.tools = tools;
    }

    /**
     * Looks, changes nothing.
     *
     * @param former what this machine remembers of the cluster
     */
    UpPlanView plan(Optional<PreviousHead> former) throws InterruptedException {
        HostFacts facts = site.look(bundle);
        HostRequirements.accept(facts);
        Optional<PreviousHead> adopted = adopted(former, facts);
        ClusterId clusterId = clusterId(facts);
        NodeSpec spec = spec(clusterId, site.expected());
        List<PlannedStep> steps = withControl(NodePlanner.preparation(spec, facts), spec, facts);
        if (!facts.isControlAlive()) {
            UpPlanView plan = UpPlanner.plan(wish.config(), site.host().name(), steps, Optional.empty());
            return adopted.map(from -> HeadAdoption.told(plan, from)).orElse(plan);
        }
        try (ControlSession session = session(facts)) {
            Control control = session.control();
            SubmissionResult changes = control.apply(wish.application().asDryRun());
            StatusView status = control.status();
            return UpPlanner.plan(
                    wish.config(), site.host().name(), steps, Optional.of(new UpPlanner.Running(status, changes)));
        }
    }

    /** Empty where the head is where it was, or there was none. */
    private Optional<PreviousHead> adopted(Optional<PreviousHead> former, HostFacts facts) {
        if (!facts.clusterId().isEmpty()) {
            return Optional.empty();
        }
        boolean adopts = wish.request().allowed().adopt();
        if (adopts && former.isEmpty()) {
            throw new UserError(
                    "--adopt: this machine does not know where the head of '"
                            + wish.config().name() + "' was",
                    "'cluster down --from HOST' cleans up after the head that was on HOST; then 'cluster up'");
        }
        if (!adopts) {
            former.ifPresent(known -> known.refuse(wish.config()));
            refuseDeletedFolder(facts);
        }
        return former.filter(_ -> adopts);
    }

    /** Somebody deleted the head's folder: what ran from it may run on, and its lease keeps every other head out. */
    private void refuseDeletedFolder(HostFacts facts) {
        String name = wish.config().name();
        if (facts.isLeasedToHeadOf(name)) {
            throw new RemoteFailure(
                    site.host().name(),
                    site.host().name() + " is claimed for the head of cluster '" + name + "', but its folder "
                            + site.folders(facts).head() + " is gone; its processes may still run",
                    "'cluster down' ends and clears what is left of it on every host; then 'cluster up' creates it again",
                    false,
                    List.of());
        }
    }

    /**
     * The lock is held while the head is made and given its config; whoever only waits for workers is in nobody's way.
     *
     * @param former what this machine remembers of the cluster: with {@code --adopt}, what that head left, here and on every host, is ended first
     */
    UpReport run(Optional<PreviousHead> former, ReadyWatch watch) throws InterruptedException {
        HostFacts first = site.look(bundle);
        HostRequirements.accept(first);
        Optional<PreviousHead> adopted = adopted(former, first);
        if (adopted.isPresent()) {
            new HeadAdoption(site.sites(), wish, tools.time()).run(adopted.get(), watch);
        }
        UpLock lock = new UpLock(
                site.host(),
                first.root(),
                wish.config().name(),
                wish.application().person());
        Made made = lock.whileHeld(() -> makeHead(watch));
        try (ControlSession session = made.session()) {
            return watch.await(session.control(), made.late());
        }
    }

    private record Made(ControlSession session, PendingHosts late) {}

    private Made makeHead(ReadyWatch watch) throws InterruptedException {
        HostFacts facts = site.look(bundle);
        ClusterId clusterId = clusterId(facts);
        NodeSpec spec = spec(clusterId, site.machine(clusterId));
        StepOutput output = new StepOutput(watch);
        NodeShell shell = new NodeShell(
                site.host(), spec.marker(), facts.root(), site.folders(facts).head(), output.sink());
        StepRunner steps = new StepRunner(NodeKey.HEAD, shell, output, tools.time());
        try {
            PendingHosts late = prepare(steps, shell, spec, facts, watch);
            return new Made(applied(session(facts), spec, facts, steps, watch), late);
        } finally {
            output.keep(shell.withOutput(OutputSink.NONE));
        }
    }

    /** The pool is looked at while the head is made: the claim comes first, so that what was begun is found again. */
    private PendingHosts prepare(StepRunner steps, NodeShell shell, NodeSpec spec, HostFacts facts, ReadyWatch watch)
            throws InterruptedException {
        List<PlannedStep> preparation = NodePlanner.preparation(spec, facts);
        Optional<OperatorHostConnector> pool = site.sites().pool(wish.config());
        if (pool.isEmpty()) {
            steps.run(withControl(preparation, spec, facts));
            return PendingHosts.NONE;
        }
        steps.run(List.of(preparation.getFirst()));
        PoolUp joining = new PoolUp(
                pool.get(), spec.clusterId(), wish.request().allowed().takeOver(), tools.time());
        Optional<String> givenKey = wish.config().auth().headPrivateKey();
        NodeShell quiet = shell.withOutput(OutputSink.NONE);
        Callable<PoolUp.Joined> look = () -> joining.join(quiet, givenKey);
        Callable<PoolUp.Joined> head = () -> {
            steps.run(withControl(preparation.subList(1, preparation.size()), spec, facts));
            return new PoolUp.Joined(List.of(), List.of());
        };
        PoolUp.Joined joined = new FanOut(2).all(List.of(look, head)).getFirst();
        joined.reaches().stream().filter(reach -> !reach.isAuthorised()).forEach(watch::hostMissing);
        return new PendingHosts(joined.late(), () -> joining.joinLate(quiet, givenKey, joined));
    }

    private ControlSession applied(
            ControlSession session, NodeSpec spec, HostFacts facts, StepRunner steps, ReadyWatch watch)
            throws InterruptedException {
        try {
            SubmissionResult applied = session.control().apply(wish.application());
            watch.beginAt(applied.sequence());
            watch.expect(applied.outdated());
            steps.run(List.of(daemon(spec, facts, session)));
            tools.notes()
                    .write(
                            tools.known(site, session.endpoint(), wish),
                            wish.application().expandedConfig());
            return session;
        } catch (RuntimeException | InterruptedException e) {
            session.close();
            throw e;
        }
    }

    private List<PlannedStep> withControl(List<PlannedStep> preparation, NodeSpec spec, HostFacts facts) {
        List<PlannedStep> steps = new ArrayList<>(preparation);
        steps.add(control(spec, facts));
        return steps;
    }

    private PlannedStep control(NodeSpec spec, HostFacts facts) {
        return NodePlanner.program(
                ControlStep.of(spec, facts.root(), wish.application().person()), facts, facts.isControlAlive());
    }

    private PlannedStep daemon(NodeSpec spec, HostFacts facts, ControlSession session) {
        Control control = session.control();
        HeadEndpoint endpoint = session.endpoint();
        HeadContact contact = new HeadContact(endpoint.address() + ":" + endpoint.port(), session.authorityPem());
        return NodePlanner.program(DaemonStep.of(spec, contact, control::enrol), facts, facts.isDaemonAlive());
    }

    private ControlSession session(HostFacts facts) throws InterruptedException {
        HeadEndpoint endpoint = site.login(facts).endpoint();
        return ControlSession.within(site, facts, endpoint, wish.application().person(), tools.sessionIds());
    }

    private NodeSpec spec(ClusterId clusterId, Machine machine) {
        return new NodeSpec(
                clusterId, wish.config(), machine, bundle, wish.application().inputs(), wish::mounts);
    }

    private ClusterId clusterId(HostFacts facts) {
        return facts.clusterId().isEmpty() ? tools.newClusterId() : new ClusterId(facts.clusterId());
    }
}
