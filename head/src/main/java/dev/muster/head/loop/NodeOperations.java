package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.NodeProvider.Creation;
import dev.muster.core.port.StepListener;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import java.util.Optional;
import java.util.function.Function;

/** What is done to nodes, as calls that block; every one may be repeated. */
final class NodeOperations {
    private static final int CLEANING_ATTEMPTS = 3;

    private final ClusterSite site;
    private final AppliedConfig configured;
    private final Function<NodeKey, StepListener> listeners;

    NodeOperations(ClusterSite site, AppliedConfig configured, Function<NodeKey, StepListener> listeners) {
        this.site = site;
        this.configured = configured;
        this.listeners = listeners;
    }

    JobResult create(NodeRow row) {
        return switch (site.provider()
                .create(row.key(), row.type(), row.promise().offer())) {
            case Creation.Made(Machine machine) -> new JobResult.Made(machine);
            case Creation.CapacityMissing(String reason) -> new JobResult.NoCapacity(reason);
        };
    }

    JobResult setUp(Machine machine) throws InterruptedException {
        site.setUp().setUp(machine, configured.config(), listeners.apply(machine.key()));
        return new JobResult.IsSetUp(configured.recipes().getOrDefault(machine.type(), ""));
    }

    JobResult upkeep() throws InterruptedException {
        site.upkeep().run();
        return new JobResult.Kept();
    }

    JobResult list() {
        return new JobResult.Listed(site.provider().machines());
    }

    /** A machine that cannot be cleaned is given back all the same in the end: it may be dead. What could not be cleaned is reported. */
    JobResult remove(NodeKey key, Optional<Machine> machine, boolean force, int attempt) throws InterruptedException {
        String remark = "";
        if (machine.isPresent()) {
            try {
                site.setUp().cleanUp(machine.get(), force);
            } catch (RemoteFailure failure) {
                if (attempt < CLEANING_ATTEMPTS && failure.retryable()) {
                    throw failure;
                }
                remark = failure.text();
            }
        }
        site.provider().remove(key);
        return new JobResult.Gone(remark);
    }
}
