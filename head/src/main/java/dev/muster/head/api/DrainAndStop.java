package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.port.Time;
import dev.muster.head.loop.NodeChanges;
import dev.muster.head.loop.NodeRemoval;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.StateChange;
import dev.muster.head.state.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drains and stops nodes for operators. */
final class DrainAndStop {
    /** Status, explain and the journal show this text while the minimum is suspended. */
    static final String SUSPENDED =
            "all workers were stopped; the minimum is suspended until the next 'cluster up' or 'cluster request'";

    private final Store store;
    private final Time time;

    DrainAndStop(Store store, Time time) {
        this.store = store;
        this.time = time;
    }

    void drain(NodeKey key, String operator) {
        store.changed(draft -> {
            NodeRow row = worker(draft, key);
            if (row.drain().requestedBy().isEmpty() && !row.isEnding()) {
                new NodeRemoval(draft, time.wallClock())
                        .end(row, new Drain(Optional.of(operator), false), Reason.of("drained by " + operator));
            }
        });
    }

    /** Holds a host before its node goes, so that no other node is made there meanwhile. */
    void hold(HoldOrder order, String operator, PoolMaintenance hosts) {
        String host = order.host();
        if (order.release()) {
            if (!hosts.release(host)) {
                throw new UserError("host '" + host + "' is not on hold", "run 'cluster status' to see the hosts");
            }
            store.changed(draft -> write(draft, "released", host + " released by " + operator, operator));
            return;
        }
        String why = operator + (order.reason().isEmpty() ? "" : ": " + order.reason());
        hosts.hold(host, why);
        store.changed(draft -> {
            write(draft, "held", host + " held by " + why, operator);
            for (NodeRow row : draft.openNodes()) {
                boolean isThere = row.machine()
                        .filter(machine -> machine.host().equals(host))
                        .isPresent();
                if (isThere && !row.key().isHead() && row.drain().requestedBy().isEmpty() && !row.isEnding()) {
                    new NodeRemoval(draft, time.wallClock())
                            .end(row, new Drain(Optional.of(operator), false), Reason.of("its host is held by " + why));
                }
            }
        });
    }

    void cancelDrain(NodeKey key, String operator) {
        store.changed(draft -> {
            NodeRow row = worker(draft, key);
            if (draft.stopping()) {
                throw new UserError(
                        "cannot cancel the drain of " + key + ": the whole cluster is stopping",
                        "run 'cluster up' to start it again");
            }
            switch (row.state()) {
                case DRAINING, DRAINED -> {
                    if (row.isRenewing()) {
                        throw new UserError(
                                "cannot cancel the drain of " + key + ": it is drained only to be set up again",
                                "it comes back by itself: see 'cluster explain " + key + "'");
                    }
                    new NodeChanges(draft, time.wallClock())
                            .become(
                                    row.withDrain(Drain.NONE),
                                    NodeState.READY,
                                    Reason.of("drain cancelled by " + operator),
                                    Map.of("operator", operator));
                }
                case STOPPING ->
                    throw new UserError(
                            "cannot cancel the drain of " + key + ": it is being removed",
                            "run 'cluster status' to see the nodes");
                case LOST -> draft.put(row.withDrain(Drain.NONE));
                case REQUESTED, STARTING, READY, FAILED -> {}
            }
        });
    }

    private static NodeRow worker(StateChange draft, NodeKey key) {
        if (key.isHead()) {
            throw new UserError("the head cannot be drained", "to stop the whole cluster, run 'cluster down'");
        }
        return draft.open(key)
                .orElseThrow(
                        () -> new UserError("there is no node '" + key + "'", "run 'cluster status' to see the nodes"));
    }

    /** Returns the workers that end, those that were leaving already included. */
    List<NodeKey> stop(StopOrder order, String operator) {
        return store.change(draft -> {
            List<NodeRow> affected = affected(order.scope(), draft);
            if (!order.dryRun()) {
                begin(order.scope(), draft, operator);
                clearDemand(draft, operator);
                end(draft, affected, order, why(order.scope(), operator));
            }
            return affected.stream().map(NodeRow::key).sorted().toList();
        });
    }

    private static List<NodeRow> affected(StopOrder.Scope scope, StateChange draft) {
        List<NodeRow> workers =
                draft.openNodes().stream().filter(row -> !row.key().isHead()).toList();
        return switch (scope) {
            case ALL_WORKERS, WORKERS -> workers;
            case ABOVE_MINIMUM -> aboveMinimum(workers, draft);
        };
    }

    private void begin(StopOrder.Scope scope, StateChange draft, String operator) {
        switch (scope) {
            case ALL_WORKERS -> {
                if (!draft.stopping()) {
                    draft.stopping(true);
                    write(draft, "stopping", "cluster stopped by " + operator, operator);
                }
            }
            case WORKERS -> {
                if (!draft.minimumSuspended()) {
                    draft.minimumSuspended(true);
                    write(draft, "minimum_suspended", SUSPENDED, operator);
                }
            }
            case ABOVE_MINIMUM -> {}
        }
    }

    private void write(StateChange draft, String state, String text, String operator) {
        draft.write(
                Event.of(time.wallClock(), Event.Kind.CONFIG, state, text).withDetails(Map.of("operator", operator)));
    }

    private static String why(StopOrder.Scope scope, String operator) {
        return switch (scope) {
            case ALL_WORKERS -> "cluster stopped by " + operator;
            case WORKERS -> "all workers stopped by " + operator;
            case ABOVE_MINIMUM -> "workers above the minimum stopped by " + operator;
        };
    }

    private static List<NodeRow> aboveMinimum(List<NodeRow> workers, StateChange draft) {
        Map<String, NodeTypeConfig> types = draft.config()
                .map(AppliedConfig::config)
                .map(ClusterConfig::types)
                .orElse(Map.of());
        List<NodeRow> affected =
                new ArrayList<>(workers.stream().filter(DrainAndStop::isLeaving).toList());
        workers.stream().map(NodeRow::type).distinct().forEach(type -> {
            int minimum = types.containsKey(type) ? types.get(type).minWorkers() : 0;
            affected.addAll(surplus(workers, type, minimum));
        });
        return affected;
    }

    private static boolean isLeaving(NodeRow row) {
        return switch (row.state()) {
            case DRAINING, DRAINED -> !row.isRenewing();
            case STOPPING -> true;
            case REQUESTED, STARTING, READY, LOST, FAILED -> false;
        };
    }

    /** Returns the workers above the minimum: those that are not up first, then the newest. */
    private static List<NodeRow> surplus(List<NodeRow> workers, String type, int minimum) {
        return workers.stream()
                .filter(row -> row.type().equals(type))
                .filter(row -> row.state().isUsable())
                .sorted(Comparator.comparing((NodeRow row) -> row.state() != NodeState.READY)
                        .thenComparing(NodeRow::key))
                .skip(minimum)
                .toList();
    }

    private void end(StateChange draft, Collection<NodeRow> rows, StopOrder order, String why) {
        Drain drain = new Drain(Optional.of(order.requestedBy()), order.force());
        for (NodeRow row : rows) {
            boolean isNew = row.drain().requestedBy().isEmpty()
                    || (order.force() && !row.drain().force());
            if (!row.key().isHead() && isNew) {
                new NodeRemoval(draft, time.wallClock()).end(row, drain, Reason.of(why));
            }
        }
    }

    /** Standing demand would launch the workers again. */
    private void clearDemand(StateChange draft, String operator) {
        if (!draft.standing().isEmpty()) {
            draft.standing(List.of());
            draft.write(Event.of(
                            time.wallClock(),
                            Event.Kind.REQUEST,
                            "cleared",
                            "standing demand cleared because workers are stopped")
                    .withDetails(Map.of("operator", operator)));
        }
    }
}
