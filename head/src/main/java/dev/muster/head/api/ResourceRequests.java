package dev.muster.head.api;

import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.Offer;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.placement.Candidate;
import dev.muster.core.placement.Feasibility;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.port.Time;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.SnapshotTaker;
import dev.muster.head.registry.DesiredNodes;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import dev.muster.head.state.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sets the standing demand that operators request. */
final class ResourceRequests {
    private static final int MAX_BUNDLES = 10_000;
    private static final int MAX_COUNT = 1_000_000;

    private final Store store;
    private final NodeTable table;
    private final HeadLoop loop;
    private final Time time;

    ResourceRequests(Store store, NodeTable table, HeadLoop loop, Time time) {
        this.store = store;
        this.table = table;
        this.loop = loop;
        this.time = time;
    }

    RequestOutcome request(StandingRequest request, String operator) {
        State state = store.state();
        ClusterConfig config = state.config()
                .orElseThrow(() -> new UserError("the cluster has no config yet", "run 'cluster up' first"))
                .config();
        request.bundles().forEach(ResourceRequests::check);
        if (request.bundles().size() > MAX_BUNDLES) {
            throw new UserError("too many different bundles: at most " + MAX_BUNDLES + " are supported");
        }
        request.bundles().forEach(bundles -> checkFeasible(bundles, state));
        store.changed(draft -> {
            if (!request.bundles().isEmpty()) {
                draft.minimumSuspended(false);
            }
            if (!draft.standing().equals(request.bundles())) {
                draft.standing(request.bundles());
                draft.write(Event.of(time.wallClock(), Event.Kind.REQUEST, wireName(request), describe(request))
                        .withDetails(Map.of("operator", operator)));
            }
        });
        return new RequestOutcome(
                state.stopping() ? List.of("the cluster is stopping: no node is launched") : notes(config));
    }

    private static void check(Bundles bundles) {
        if (bundles.count() < 1 || bundles.count() > MAX_COUNT) {
            throw new UserError("invalid count " + bundles.count() + ": expected 1 to " + MAX_COUNT);
        }
        if (bundles.shape().resources().isEmpty()) {
            throw new UserError("a bundle must request something", "for example: cluster request '{\"CPU\": 2}'");
        }
    }

    private void checkFeasible(Bundles bundles, State state) {
        Feasibility.whyNever(PlacementRequest.of(bundles.shape()), candidates(state))
                .ifPresent(why -> {
                    throw new UserError(
                            why, "request less for one node, or add a larger node type and run 'cluster up'");
                });
    }

    private List<Candidate> candidates(State state) {
        SnapshotTaker taker =
                new SnapshotTaker(state, table.all(), Map.of(), loop.view().engine());
        List<Candidate> candidates = new ArrayList<>();
        for (NodeRow row : state.openNodes()) {
            String name = row.key().isHead() ? "the head" : "type " + row.type();
            candidates.add(new Candidate(name, taker.total(row), DesiredNodes.labels(state, row)));
        }
        for (Offer offer : loop.view().offers()) {
            candidates.add(new Candidate("type " + offer.type(), offer.resources(), offer.labels()));
        }
        return candidates;
    }

    /** Describes the demand that the next decision cannot meet. Making that decision here changes nothing. */
    private List<String> notes(ClusterConfig config) {
        HeadLoop.View view = loop.view();
        return Autoscaler.decide(new SnapshotTaker(store.state(), table.all(), view.heldAt(), view.engine())
                        .take(config, view.offers(), time.reading()))
                .unmet()
                .stream()
                .map(ResourceRequests::note)
                .toList();
    }

    private static String note(Unmet unmet) {
        return unmet.count() + " x " + unmet.shape().resources() + " cannot be placed now: "
                + unmet.reason().text();
    }

    private static String wireName(StandingRequest request) {
        return request.bundles().isEmpty() ? "cleared" : "requested";
    }

    private static String describe(StandingRequest request) {
        return request.bundles().isEmpty()
                ? "standing demand cleared"
                : request.bundles().stream()
                        .limit(20)
                        .map(bundles ->
                                bundles.count() + " x " + bundles.shape().resources())
                        .collect(Collectors.joining(", "));
    }
}
