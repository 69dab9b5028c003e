package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.placement.Need;
import dev.muster.core.placement.Seating;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What was put where, as rows of the ledger. */
final class Placements {
    private Placements() {}

    static List<Placement> of(Plan plan, IntFunction<NodeKey> keyOf) {
        List<Placement> rows = new ArrayList<>();
        plan.fillings().forEach(filling -> rows.addAll(rows(filling, keyOf)));
        plan.gangs().forEach(seated -> rows.addAll(rows(seated, keyOf)));
        return rows;
    }

    private static List<Placement> rows(Filling filling, IntFunction<NodeKey> keyOf) {
        List<List<Placement.Spot>> spots = new ArrayList<>();
        filling.asks.forEach(ask -> spots.add(new ArrayList<>()));
        filling.each((ask, site, count) -> spots.get(ask).add(new Placement.Spot(keyOf.apply(site), count)));
        List<Placement> rows = new ArrayList<>();
        for (int ask = 0; ask < spots.size(); ask++) {
            if (!spots.get(ask).isEmpty()) {
                Ask of = filling.asks.get(ask);
                rows.add(new Placement(of.source(), "", of.kind(), of.need(), spots.get(ask)));
            }
        }
        return rows;
    }

    private static List<Placement> rows(GangAsk.Seated seated, IntFunction<NodeKey> keyOf) {
        Gang gang = seated.gang();
        Seating seating = seated.seating();
        List<Placement> rows = new ArrayList<>();
        for (int group = 0; group < seating.groups(); group++) {
            List<Placement.Spot> spots = new ArrayList<>();
            for (Seating.Seat seat : seating.seats()) {
                if (seat.group() == group) {
                    spots.add(new Placement.Spot(keyOf.apply(seat.site()), seat.count()));
                }
            }
            Need need = seating.bundles().groups().get(group).need();
            rows.add(new Placement(gang.source(), gang.name(), Demand.Kind.WAITING, need, spots));
        }
        return rows;
    }
}
