package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What was put where, as rows of the ledger. */
final class PlacementRecords {
    private PlacementRecords() {}

    static List<Placement> of(PlacementPlan plan, IntFunction<NodeKey> keyOf) {
        List<Placement> rows = new ArrayList<>();
        plan.fillings().forEach(filling -> rows.addAll(rows(filling, keyOf)));
        plan.gangs().forEach(seated -> rows.addAll(rows(seated, keyOf)));
        return rows;
    }

    private static List<Placement> rows(DemandPlacement filling, IntFunction<NodeKey> keyOf) {
        List<List<Placement.Spot>> spots = new ArrayList<>();
        filling.asks.forEach(ask -> spots.add(new ArrayList<>()));
        filling.each((ask, site, count) -> spots.get(ask).add(new Placement.Spot(keyOf.apply(site), count)));
        List<Placement> rows = new ArrayList<>();
        for (int ask = 0; ask < spots.size(); ask++) {
            if (!spots.get(ask).isEmpty()) {
                DemandGroup of = filling.asks.get(ask);
                rows.add(new Placement(of.source(), "", of.kind(), of.need(), spots.get(ask)));
            }
        }
        return rows;
    }

    private static List<Placement> rows(GangDemand.Seated seated, IntFunction<NodeKey> keyOf) {
        Gang gang = seated.gang();
        GangPlacement seating = seated.seating();
        List<Placement> rows = new ArrayList<>();
        for (int group = 0; group < seating.groups(); group++) {
            List<Placement.Spot> spots = new ArrayList<>();
            for (GangPlacement.Seat seat : seating.seats()) {
                if (seat.group() == group) {
                    spots.add(new Placement.Spot(keyOf.apply(seat.site()), seat.count()));
                }
            }
            PlacementRequest need = seating.bundles().groups().get(group).need();
            rows.add(new Placement(gang.source(), gang.name(), Demand.Kind.WAITING, need, spots));
        }
        return rows;
    }
}
