package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Placement;
import dev.muster.core.NodeKey;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Turns what was placed where into rows of the ledger. */
final class PlacementRecords {
    private PlacementRecords() {}

    static List<Placement> of(PlacementPlan plan, IntFunction<NodeKey> keyOf) {
        List<Placement> rows = new ArrayList<>();
        plan.placements().forEach(placement -> rows.addAll(rows(placement, keyOf)));
        plan.gangs().forEach(seated -> rows.addAll(rows(seated, keyOf)));
        return rows;
    }

    private static List<Placement> rows(DemandPlacement placement, IntFunction<NodeKey> keyOf) {
        List<List<Placement.Spot>> spots = new ArrayList<>();
        placement.groups.forEach(group -> spots.add(new ArrayList<>()));
        placement
                .placed()
                .forEach(one -> spots.get(one.group()).add(new Placement.Spot(keyOf.apply(one.site()), one.count())));
        List<Placement> rows = new ArrayList<>();
        for (int group = 0; group < spots.size(); group++) {
            if (!spots.get(group).isEmpty()) {
                DemandGroup of = placement.groups.get(group);
                rows.add(new Placement(of.source(), "", of.kind(), of.need(), spots.get(group)));
            }
        }
        return rows;
    }

    private static List<Placement> rows(GangDemand.Seated seated, IntFunction<NodeKey> keyOf) {
        Gang gang = seated.gang();
        GangPlacement placement = seated.placement();
        List<Placement> rows = new ArrayList<>();
        for (int group = 0; group < placement.groups(); group++) {
            List<Placement.Spot> spots = new ArrayList<>();
            for (GangPlacement.Seat seat : placement.seats()) {
                if (seat.group() == group) {
                    spots.add(new Placement.Spot(keyOf.apply(seat.site()), seat.count()));
                }
            }
            PlacementRequest need = placement.bundles().groups().get(group).need();
            rows.add(new Placement(gang.source(), gang.name(), Demand.Kind.WAITING, need, spots));
        }
        return rows;
    }
}
