package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.NodeProvider.Creation;
import dev.muster.head.port.Site;
import dev.muster.head.port.StepListener;
import dev.muster.head.state.Configured;
import dev.muster.head.state.NodeRow;
import java.util.Optional;
import java.util.function.Function;

/** What is done to nodes, as calls that block; every one may be repeated. */
final class NodeWork {
    private static final int CLEANING_ATTEMPTS = 3;

    private final Site site;
    private final Configured configured;
    private final Function<NodeKey, StepListener> listeners;

    NodeWork(Site site, Configured configured, Function<NodeKey, StepListener> listeners) {
        this.site = site;
        this.configured = configured;
        this.listeners = listeners;
    }

    LaneResult create(NodeRow row) {
        return switch (site.provider()
                .create(row.key(), row.type(), row.promise().offer())) {
            case Creation.Made(Machine machine) -> new LaneResult.Made(machine);
            case Creation.CapacityMissing(String reason) -> new LaneResult.NoCapacity(reason);
        };
    }

    LaneResult setUp(Machine machine) throws InterruptedException {
        site.setUp().setUp(machine, configured.config(), listeners.apply(machine.key()));
        return new LaneResult.IsSetUp(configured.recipes().getOrDefault(machine.type(), ""));
    }

    LaneResult upkeep() throws InterruptedException {
        site.upkeep().run();
        return new LaneResult.Kept();
    }

    LaneResult list() {
        return new LaneResult.Listed(site.provider().machines());
    }

    /** A machine that cannot be cleaned is given back all the same in the end: it may be dead. What could not be cleaned is said. */
    LaneResult remove(NodeKey key, Optional<Machine> machine, boolean force, int attempt) throws InterruptedException {
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
        return new LaneResult.Gone(remark);
    }
}
