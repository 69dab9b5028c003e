package dev.muster.engine.ray.link;

import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Need;
import dev.muster.engine.ray.wire.ClusterResourceState;
import dev.muster.engine.ray.wire.ResourceRequestByCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts what waits for nodes, within bounds: a program may ask for anything. */
final class DemandMapping {
    /** Different requests in one list; more are left out. */
    static final int MAX_SHAPES = 10_000;
    /** Equal requests count as at most this many. */
    static final int MAX_COUNT = 1_000_000;

    /** @param ignored how many requests were left out */
    record Demand(List<Need> waiting, List<Need> standing, List<Gang> gangs, int ignored) {}

    private int ignored;

    private DemandMapping() {}

    static Demand fromWire(ClusterResourceState wire) {
        DemandMapping mapping = new DemandMapping();
        List<Need> waiting = mapping.needs(wire.getPendingResourceRequestsList());
        List<Need> standing = mapping.needs(wire.getClusterResourceConstraintsList().stream()
                .flatMap(constraint -> constraint.getResourceRequestsList().stream())
                .toList());
        GangMapping.Gangs gangs = GangMapping.fromWire(wire.getPendingGangResourceRequestsList());
        return new Demand(waiting, standing, gangs.gangs(), mapping.ignored + gangs.ignored());
    }

    private List<Need> needs(List<ResourceRequestByCount> wire) {
        Map<PlacementRequest, Long> counts = new LinkedHashMap<>();
        for (ResourceRequestByCount each : wire) {
            long count = Math.min(each.getCount(), MAX_COUNT);
            PlacementRequest request = RequestMapping.fromWire(each.getRequest());
            if (count > 0 && (counts.size() < MAX_SHAPES || counts.containsKey(request))) {
                counts.merge(request, count, Long::sum);
            } else if (count > 0) {
                ignored++;
            }
        }
        List<Need> needs = new ArrayList<>(counts.size());
        counts.forEach((request, count) -> needs.add(new Need(request, (int) Math.min(count, MAX_COUNT))));
        return needs;
    }
}
