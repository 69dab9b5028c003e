package dev.muster.head.job;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.NodeProvider.Creation;
import dev.muster.core.port.StepListener;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineUnavailable;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import java.util.Optional;
import java.util.function.Function;

/** The work of each job, as calls that block. All of them are idempotent. */
public final class NodeOperations {
    private static final int CLEANING_ATTEMPTS = 3;

    private final ClusterSite site;
    private final AppliedConfig config;
    private final Drains drains;
    private final SetUps setUps;

    public NodeOperations(ClusterSite site, AppliedConfig config, Drains drains, SetUps setUps) {
        this.site = site;
        this.config = config;
        this.drains = drains;
        this.setUps = setUps;
    }

    /**
     * Who hears of set-ups.
     *
     * @param listeners makes the listener that gets the events of a node's set-up
     * @param steps learns which step runs
     */
    public record SetUps(Function<NodeKey, StepListener> listeners, RunningSteps steps) {}

    /** Asks the provider for the machine of a node. */
    public JobResult create(NodeRow row) {
        return switch (site.provider()
                .create(row.key(), row.type(), row.promise().offer())) {
            case Creation.Made(Machine machine) -> new JobResult.Created(machine);
            case Creation.CapacityMissing(String reason) -> new JobResult.NoCapacity(reason);
        };
    }

    /** Sets up a node on its machine. */
    public JobResult setUp(Machine machine) throws InterruptedException {
        NodeKey key = machine.key();
        try {
            StepListener listener = setUps.listeners().apply(key);
            site.setUp().setUp(machine, config.config(), setUps.steps().follow(key, listener));
        } finally {
            setUps.steps().end(key);
        }
        return new JobResult.SetUp(config.recipes().getOrDefault(machine.type(), ""));
    }

    /** Asks the engine to give a node no more work. */
    @FunctionalInterface
    public interface Drains {
        DrainAnswer drain(NodeKey key, DrainOrder order) throws EngineUnavailable, InterruptedException;
    }

    /** Asks the engine to give a node no more work. An engine that does not answer is asked again later. */
    public JobResult drain(NodeKey key, DrainOrder order) throws InterruptedException {
        try {
            return new JobResult.Drained(drains.drain(key, order));
        } catch (EngineUnavailable e) {
            return new JobResult.Failed("the engine does not answer: " + e.text(), true);
        }
    }

    /** Maintains the hosts of the pool. */
    public JobResult maintain(boolean isShort) throws InterruptedException {
        site.maintenance().run(isShort);
        return new JobResult.Maintained();
    }

    /** Lists the provider's machines. */
    public JobResult list() {
        return new JobResult.Listed(site.provider().machines());
    }

    /**
     * Cleans the machine and gives it back. A machine that cannot be cleaned may be dead, so it is given back after a few attempts all the same, and the
     * result names what was not cleaned.
     *
     * @param attempt the number of this attempt, counted from 1
     */
    public JobResult remove(NodeKey key, Optional<Machine> machine, boolean force, int attempt)
            throws InterruptedException {
        String remark = "";
        if (machine.isPresent()) {
            try {
                site.setUp().cleanUp(machine.get(), force);
            } catch (RemoteFailure failure) {
                if (attempt < CLEANING_ATTEMPTS) {
                    throw failure;
                }
                remark = failure.text();
            }
        }
        site.provider().remove(key);
        return new JobResult.Removed(remark);
    }
}
