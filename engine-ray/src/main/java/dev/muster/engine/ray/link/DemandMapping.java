package dev.muster.engine.ray.link;

import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Need;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Converts what waits for nodes, within bounds: a program may ask for anything. */
final class DemandMapping {
    /** Different requests in one list; more are left out. */
    static final int MAX_SHAPES = 10_000;
    /** Equal requests count as at most this many. */
    static final int MAX_COUNT = 1_000_000;

    /**
     * @param limits of the requests in {@code waiting} and {@code standing}
     * @param ignored how many requests were left out
     */
    record Demand(List<Need> waiting, List<Need> standing, List<Gang> gangs, Set<NodeLimit> limits, int ignored) {}

    private final Set<NodeLimit> limits = new HashSet<>();
    private int ignored;

    private DemandMapping() {}

    static Demand fromWire(ClusterResourceState wire) {
        DemandMapping mapping = new DemandMapping();
        List<Need> waiting = mapping.needs(wire.getPendingResourceRequestsList());
        List<Need> standing = mapping.needs(wire.getClusterResourceConstraintsList().stream()
                .flatMap(constraint -> constraint.getResourceRequestsList().stream())
                .toList());
        GangMapping.Gangs gangs = GangMapping.fromWire(wire.getPendingGangResourceRequestsList());
        return new Demand(waiting, standing, gangs.gangs(), mapping.limits, mapping.ignored + gangs.ignored());
    }

    private List<Need> needs(List<ResourceRequestByCount> wire) {
        Map<PlacementRequest, Long> counts = new LinkedHashMap<>();
        for (ResourceRequestByCount each : wire) {
            Map<String, Double> amounts = each.getRequest().getResourcesBundleMap();
            if (each.getCount() > 0 && !InternalResources.isInPlacementGroup(amounts)) {
                count(RequestMapping.fromWire(each.getRequest()), NodeLimit.of(amounts), each.getCount(), counts);
            }
        }
        List<Need> needs = new ArrayList<>(counts.size());
        counts.forEach((request, count) -> needs.add(new Need(request, (int) Math.min(count, MAX_COUNT))));
        return needs;
    }

    private void count(
            PlacementRequest request, Optional<NodeLimit> limit, long wireCount, Map<PlacementRequest, Long> counts) {
        long count = Math.min(wireCount, MAX_COUNT);
        if (limit.isEmpty() || request.antiAffinity().isPresent()) {
            add(request, count, counts);
            return;
        }
        limits.add(limit.get());
        for (int slot = 0; slot < limit.get().perNode(); slot++) {
            add(request.withAntiAffinity(limit.get().slot(slot)), limit.get().share(count, slot), counts);
        }
    }

    private void add(PlacementRequest request, long count, Map<PlacementRequest, Long> counts) {
        if (count > 0 && (counts.size() < MAX_SHAPES || counts.containsKey(request))) {
            counts.merge(request, count, Long::sum);
        } else if (count > 0) {
            ignored++;
        }
    }
}
