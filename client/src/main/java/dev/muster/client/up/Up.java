package dev.muster.client.up;

import dev.muster.client.Approval;
import dev.muster.client.ProgressListener;
import dev.muster.client.UpIsRunning;
import dev.muster.client.UpPlan;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.head.ControlSession;
import dev.muster.client.head.HeadHost;
import dev.muster.client.local.LocalServices;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.HostRequirements;
import dev.muster.launcher.bootstrap.PlannedStep;
import java.util.List;
import java.util.Optional;

/**
 * {@code cluster up}: this machine creates the head, the head creates the workers, and this machine waits until enough of them are ready. {@link #run}
 * makes the plan again while it holds the lock, and compares it with the plan that was shown.
 */
public final class Up implements UpPlan {
    private final HeadHost head;
    private final UpSpec spec;
    private final HeadSetUp setUp;
    private final LocalServices services;
    private final HostFacts found;
    private final Optional<PreviousHead> adopted;
    private final UpPlanView view;

    /** Makes the plan without changing anything. The plan owns the connection to the head's host. */
    public Up(HeadHost head, UpSpec spec, HeadSetUp setUp, LocalServices services) throws InterruptedException {
        this.head = head;
        this.spec = spec;
        this.setUp = setUp;
        this.services = services;
        this.found = setUp.probe();
        if (head.provider().headExists()) {
            HostRequirements.accept(found);
        }
        this.adopted = findAdopted();
        UpPlanView plan = viewOf(found);
        UpPlanView withMove =
                adopted.map(from -> HeadAdoption.addTo(plan, from)).orElse(plan);
        this.view = found.otherUp()
                .map(who -> withMove.withNote("another 'up' of this cluster is running (" + who + ")"))
                .orElse(withMove);
    }

    @Override
    public UpPlanView view() {
        return view;
    }

    /** Holds the lock only while the head is created and gets its config, not while this machine waits for workers. */
    @Override
    public UpReport run(Approval approval, ProgressListener listener) throws InterruptedException {
        ReadyWatch watch = new ReadyWatch(spec.config(), spec.request(), listener, services.time());
        if (adopted.isPresent()) {
            refuseUnplannedChanges(approval);
            new HeadAdoption(services.providers(), spec, services.time()).run(adopted.get(), watch);
        }
        HeadSetUp.Result created = createHeadAlone(approval, watch);
        try (ControlSession session = created.session()) {
            return watch.await(session.control(), created.admission());
        }
    }

    /** Throws {@link UpIsRunning} if another {@code up} holds the lock. */
    private HeadSetUp.Result createHeadAlone(Approval approval, ReadyWatch watch) throws InterruptedException {
        try {
            return UpLock.of(head.host(), setUp.createMachine(found).root(), spec)
                    .whileHeld(() -> createHead(approval, watch));
        } catch (UpIsRunning running) {
            throw running.with(stepsOfWorkers());
        }
    }

    /** Returns what the running head sets up now; empty if there is no running head. */
    private List<String> stepsOfWorkers() throws InterruptedException {
        if (!found.isControlAlive()) {
            return List.of();
        }
        try (ControlSession session = setUp.session(found)) {
            return LongSteps.running(
                    session.control().status().nodes(), services.time().wallClock());
        } catch (ClusterException headJustEnded) {
            return List.of();
        }
    }

    private HeadSetUp.Result createHead(Approval approval, ReadyWatch watch) throws InterruptedException {
        HostFacts now = refuseUnplannedChanges(approval);
        HostRequirements.accept(now);
        try {
            return setUp.run(now, watch);
        } catch (RemoteFailure failure) {
            throw watch.locate(failure);
        }
    }

    /** Probes the head's host again. Throws if the operator approved a plan that no longer says all that would be done. */
    private HostFacts refuseUnplannedChanges(Approval approval) throws InterruptedException {
        HostFacts now = setUp.probe();
        if (approval == Approval.OF_THIS_PLAN) {
            refuseUnplannedChanges(now);
        }
        return now;
    }

    private void refuseUnplannedChanges(HostFacts now) throws InterruptedException {
        boolean isOtherCluster = !found.clusterId().equals(now.clusterId());
        Optional<String> unplanned = isOtherCluster
                ? Optional.of("another cluster '" + spec.config().name() + "' was created or removed")
                : viewOf(now).firstUnplannedChange(view);
        unplanned.ifPresent(change -> {
            throw new UserError(
                    "the cluster has changed since the plan was shown (" + change + "); nothing was changed",
                    "run '" + spec.request().cluster().command("up") + "' again to see the new plan");
        });
    }

    private UpPlanView viewOf(HostFacts facts) throws InterruptedException {
        List<PlannedStep> steps = setUp.steps(facts);
        String host = head.host().name();
        if (!facts.isControlAlive()) {
            return UpPlanner.plan(
                    spec.config(), host, steps, nodesOfStoppedHead(facts).map(UpPlanner.Running::withoutHead));
        }
        try (ControlSession session = setUp.session(facts)) {
            Control control = session.control();
            SubmissionResult changes = control.apply(spec.submission().asDryRun());
            StatusView status = control.status();
            return UpPlanner.plan(spec.config(), host, steps, Optional.of(new UpPlanner.Running(status, changes)));
        }
    }

    /** Returns the nodes that the head listed while it ran; empty if there is no such cluster. */
    private Optional<List<NodeAddress>> nodesOfStoppedHead(HostFacts facts) throws InterruptedException {
        if (facts.clusterId().isEmpty()) {
            return Optional.empty();
        }
        try {
            return head.findControlPlane().nodes();
        } catch (NoCluster neverStarted) {
            return Optional.empty();
        }
    }

    /** Returns the previous head that this one replaces, or empty if the head has not moved. Throws {@link UserError} if a move is not allowed. */
    private Optional<PreviousHead> findAdopted() {
        if (!found.clusterId().isEmpty()) {
            return Optional.empty();
        }
        boolean adopts = spec.request().allowed().adopt();
        if (adopts && spec.previous().isEmpty()) {
            throw new UserError(
                    "--adopt: this machine does not know on which host the head of '"
                            + spec.config().name() + "' was",
                    "clean up after the previous head with '"
                            + spec.request().cluster().command("down") + " --from HOST', then run '"
                            + spec.request().cluster().command("up") + "'");
        }
        if (!adopts) {
            spec.previous()
                    .ifPresent(known ->
                            known.requireSameHead(spec.config(), spec.request().cluster()));
            refuseDeletedFolder();
        }
        return spec.previous().filter(_ -> adopts);
    }

    /** Fails if the head's folder was deleted: its processes may still run, and its lease keeps every other head out. */
    private void refuseDeletedFolder() {
        String name = spec.config().name();
        if (found.isLeasedToHeadOf(name)) {
            throw new RemoteFailure(
                    head.host().name(),
                    head.host().name() + " is claimed for the head of cluster '" + name + "', but its folder "
                            + head.folders(found).head() + " is gone; its processes may still run",
                    "remove what is left on every host with '"
                            + spec.request().cluster().command("down") + "', then run '"
                            + spec.request().cluster().command("up") + "' again",
                    false,
                    List.of());
        }
    }

    @Override
    public void close() {
        head.close();
    }
}
