package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.StopOrder;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.head.loop.NodeTermination;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.StateChange;
import dev.muster.head.state.Store;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drains and stops that people ask for. */
final class DrainAndStop {
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
                        .end(row, new Drain(Optional.of(person), false), "its drain was asked for by " + person);
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
                    NodeRow back = row.withDrain(Drain.NONE)
                            .becoming(NodeState.READY, time.wallClock())
                            .withReason("its drain was taken back by " + person);
                    draft.put(back);
                    draft.write(Event.of(
                                    time.wallClock(),
                                    Event.Kind.NODE,
                                    key,
                                    "ready",
                                    back.story().reason())
                            .withDetails(Map.of("person", person)));
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

    void stop(StopOrder order, String person) {
        store.changed(draft -> {
            switch (order.scope()) {
                case ALL_WORKERS -> allWorkers(draft, order, person);
                case ABOVE_MINIMUM -> aboveMinimum(draft, order, person);
                case WORKERS_ONCE -> {
                    clearDemand(draft, person);
                    end(draft, draft.openNodes(), order, "all workers are stopped once, by " + person);
                }
            }
        });
    }

    private void allWorkers(StateChange draft, StopOrder order, String person) {
        if (!draft.stopping()) {
            draft.stopping(true);
            draft.write(Event.of(time.wallClock(), Event.Kind.CONFIG, "stopping", "the cluster is stopped by " + person)
                    .withDetails(Map.of("person", person)));
        }
        clearDemand(draft, person);
        end(draft, draft.openNodes(), order, "the cluster is stopped by " + person);
    }

    /** Those go first that are not up, then the newest. Standing demand goes too: it would make them again. */
    private void aboveMinimum(StateChange draft, StopOrder order, String person) {
        clearDemand(draft, person);
        Map<String, NodeTypeConfig> types = draft.config()
                .map(AppliedConfig::config)
                .map(ClusterConfig::types)
                .orElse(Map.of());
        draft.openNodes().stream().map(NodeRow::type).distinct().forEach(type -> {
            int minimum = types.containsKey(type) ? types.get(type).minWorkers() : 0;
            end(draft, surplus(draft, type, minimum), order, "workers above the minimum are stopped by " + person);
        });
    }

    private static List<NodeRow> surplus(StateChange draft, String type, int minimum) {
        return draft.openNodes().stream()
                .filter(row -> row.type().equals(type) && !row.key().isHead())
                .filter(row -> row.state().isUsable())
                .sorted(Comparator.comparing((NodeRow row) -> row.state() != NodeState.READY)
                        .thenComparing(NodeRow::key))
                .skip(minimum)
                .toList();
    }

    private void end(StateChange draft, Collection<NodeRow> rows, StopOrder order, String why) {
        Drain drain = new Drain(Optional.of(order.person()), order.force());
        for (NodeRow row : rows) {
            boolean isNews = row.drain().askedBy().isEmpty()
                    || (order.force() && !row.drain().force());
            if (!row.key().isHead() && isNews) {
                new NodeTermination(draft, time.wallClock()).end(row, drain, why);
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
                    .withDetails(Map.of("person", person)));
        }
    }
}
