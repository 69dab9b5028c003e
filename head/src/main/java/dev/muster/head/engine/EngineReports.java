package dev.muster.head.engine;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.core.Machine;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineReport.Failed;
import dev.muster.engine.EngineReport.Starting;
import dev.muster.engine.EngineReport.TypeSize;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the report that the engine gets after a decision. */
public final class EngineReports {
    private static final int MAX_FAILED = 100;

    private EngineReports() {}

    public static EngineReport of(ClusterConfig config, State state, List<Offer> offers, Decision decision) {
        return new EngineReport(
                state.openNodes().stream()
                        .filter(EngineReports::isStarting)
                        .map(EngineReports::starting)
                        .toList(),
                state.shown().stream()
                        .filter(row -> row.story().failed())
                        .limit(MAX_FAILED)
                        .map(EngineReports::failed)
                        .toList(),
                infeasible(config, decision),
                config.types().values().stream()
                        .filter(type -> type.maxWorkers() > 0)
                        .map(type -> new TypeSize(
                                type.name(), resources(type, state, offers), type.minWorkers(), type.maxWorkers()))
                        .toList(),
                events(decision));
    }

    private static boolean isStarting(NodeRow row) {
        return row.state().isComing() && !row.key().isHead() && !row.story().failed();
    }

    private static Starting starting(NodeRow row) {
        String address = row.machine().map(Machine::address).orElse("");
        return new Starting(
                row.key(), row.type(), address, row.requestedAt(), row.state().wireName());
    }

    private static Failed failed(NodeRow row) {
        return new Failed(
                row.key(),
                row.type(),
                row.requestedAt(),
                row.since(),
                row.story().lastError());
    }

    private static List<PlacementRequest> infeasible(ClusterConfig config, Decision decision) {
        return decision.unmet().stream()
                .filter(unmet -> unmet.source().equals(config.engine().name())
                        && unmet.reason().code() == Code.FITS_NOTHING)
                .map(unmet -> PlacementRequest.of(unmet.shape()))
                .toList();
    }

    /** Returns what a node of the type has: as an offer promises it, as a node of the type has it, or as the file declares it. */
    private static Resources resources(NodeTypeConfig type, State state, List<Offer> offers) {
        return Stream.concat(
                        offers.stream()
                                .filter(offer -> offer.type().equals(type.name()))
                                .map(Offer::resources),
                        state.openNodes().stream()
                                .filter(row -> row.type().equals(type.name())
                                        && !row.key().isHead()
                                        && row.state() != NodeState.REQUESTED)
                                .map(row -> row.promise().resources()))
                .findFirst()
                .orElse(type.resources());
    }

    private static List<String> events(Decision decision) {
        Map<String, Integer> launched = new TreeMap<>();
        List<String> events = new ArrayList<>();
        for (Action action : decision.actions()) {
            switch (action) {
                case Action.Launch launch ->
                    launched.merge(
                            " of type " + launch.type() + ": " + launch.reason().text(), 1, Integer::sum);
                case Action.Drain drain ->
                    events.add("Removing " + drain.key() + ": " + drain.reason().text());
                case Action.CancelDrain cancel ->
                    events.add(
                            "Keeping " + cancel.key() + ": " + cancel.reason().text());
                case Action.Remove _ -> {}
            }
        }
        launched.forEach(
                (what, count) -> events.addFirst("Adding " + count + (count == 1 ? " node" : " nodes") + what));
        return events;
    }
}
