package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.head.loop.NodeChanges;
import dev.muster.head.loop.NodeTermination;
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

/** Drains and stops that people ask for. */
final class DrainAndStop {
    /** What status, explain and the journal say while it is so. */
    static final String SUSPENDED =
            "all workers were stopped; the minimum is suspended until the next 'cluster up' or 'cluster request'";

    private final Store store;
    private final Time time;

    DrainAndStop(Store store, Time time) {
        this.store = store;
        this.time = time;
    }

    void drain(NodeKey key, String person) {
        store.changed(draft -> {
            NodeRow row = worker(draft, key);
            if (row.drain().askedBy().isEmpty() && !row.isEnding()) {
                new NodeTermination(draft, time.wallClock())
                        .end(
                                row,
                                new Drain(Optional.of(person), false),
                                Reason.of("its drain was asked for by " + person));
            }
        });
    }

    void undoDrain(NodeKey key, String person) {
        store.changed(draft -> {
            NodeRow row = worker(draft, key);
            switch (row.state()) {
                case DRAINING, DRAINED -> {
                    if (row.isRenewing()) {
                        throw new UserError(
                                key + " is drained to be set up again, nobody asked for its drain",
                                "it comes back by itself; 'cluster explain " + key + "' tells more");
                    }
                    new NodeChanges(draft, time.wallClock())
                            .become(
                                    row.withDrain(Drain.NONE),
                                    NodeState.READY,
                                    Reason.of("its drain was taken back by " + person),
                                    Map.of("operator", person));
                }
                case STOPPING -> throw new UserError(key + " is being removed already: its drain cannot be taken back");
                case LOST -> draft.put(row.withDrain(Drain.NONE));
                case REQUESTED, STARTING, READY, FAILED -> {}
            }
        });
    }

    private static NodeRow worker(StateChange draft, NodeKey key) {
        if (key.isHead()) {
            throw new UserError("the head cannot be drained", "'cluster down' ends the whole cluster");
        }
        return draft.open(key)
                .orElseThrow(() -> new UserError("there is no node '" + key + "'", "'cluster status' shows the nodes"));
    }

    /** @return keys of the workers that go, those that were leaving already among them */
    List<NodeKey> stop(StopOrder order, String person) {
        return store.change(draft -> {
            List<NodeRow> going = going(order.scope(), draft);
            if (!order.dryRun()) {
                begin(order.scope(), draft, person);
                clearDemand(draft, person);
                end(draft, going, order, why(order.scope(), person));
            }
            return going.stream().map(NodeRow::key).sorted().toList();
        });
    }

    private static List<NodeRow> going(StopOrder.Scope scope, StateChange draft) {
        List<NodeRow> workers =
                draft.openNodes().stream().filter(row -> !row.key().isHead()).toList();
        return switch (scope) {
            case ALL_WORKERS, WORKERS -> workers;
            case ABOVE_MINIMUM -> aboveMinimum(workers, draft);
        };
    }

    private void begin(StopOrder.Scope scope, StateChange draft, String person) {
        switch (scope) {
            case ALL_WORKERS -> {
                if (!draft.stopping()) {
                    draft.stopping(true);
                    write(draft, "stopping", "the cluster is stopped by " + person, person);
                }
            }
            case WORKERS -> {
                if (!draft.minimumSuspended()) {
                    draft.minimumSuspended(true);
                    write(draft, "minimum_suspended", SUSPENDED, person);
                }
            }
            case ABOVE_MINIMUM -> {}
        }
    }

    private void write(StateChange draft, String state, String text, String person) {
        draft.write(Event.of(time.wallClock(), Event.Kind.CONFIG, state, text).withDetails(Map.of("operator", person)));
    }

    private static String why(StopOrder.Scope scope, String person) {
        return switch (scope) {
            case ALL_WORKERS -> "the cluster is stopped by " + person;
            case WORKERS -> person + " stopped all workers";
            case ABOVE_MINIMUM -> "workers above the minimum are stopped by " + person;
        };
    }

    /** Standing demand is cleared with them: it would launch them again. */
    private static List<NodeRow> aboveMinimum(List<NodeRow> workers, StateChange draft) {
        Map<String, NodeTypeConfig> types = draft.config()
                .map(AppliedConfig::config)
                .map(ClusterConfig::types)
                .orElse(Map.of());
        List<NodeRow> going =
                new ArrayList<>(workers.stream().filter(DrainAndStop::isLeaving).toList());
        workers.stream().map(NodeRow::type).distinct().forEach(type -> {
            int minimum = types.containsKey(type) ? types.get(type).minWorkers() : 0;
            going.addAll(surplus(workers, type, minimum));
        });
        return going;
    }

    private static boolean isLeaving(NodeRow row) {
        return switch (row.state()) {
            case DRAINING, DRAINED -> !row.isRenewing();
            case STOPPING -> true;
            case REQUESTED, STARTING, READY, LOST, FAILED -> false;
        };
    }

    /** Those go first that are not up, then the newest. */
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
            boolean isNews = row.drain().askedBy().isEmpty()
                    || (order.force() && !row.drain().force());
            if (!row.key().isHead() && isNews) {
                new NodeTermination(draft, time.wallClock()).end(row, drain, Reason.of(why));
            }
        }
    }

    private void clearDemand(StateChange draft, String person) {
        if (!draft.standing().isEmpty()) {
            draft.standing(List.of());
            draft.write(Event.of(
                            time.wallClock(),
                            Event.Kind.REQUEST,
                            "cleared",
                            "standing demand is cleared: workers are stopped")
                    .withDetails(Map.of("operator", person)));
        }
    }
}
