package dev.muster.autoscaler;

import dev.muster.core.Offer;
import java.time.Instant;
import java.util.List;

/**
 * All that one decision may know: the decision is a function of this value.
 *
 * @param tick the decision's number, counted up by the head and kept over its restarts
 * @param nodes every node whose record is not closed, the head's too
 * @param offers what providers can still give
 * @param gangs demand that is met whole or not at all
 */
public record Snapshot(
        Instant now,
        long tick,
        Limits limits,
        List<NodeView> nodes,
        List<Offer> offers,
        List<Demand> demand,
        List<Gang> gangs,
        Ledger ledger) {
    public Snapshot {
        nodes = List.copyOf(nodes);
        offers = List.copyOf(offers);
        demand = List.copyOf(demand);
        gangs = List.copyOf(gangs);
    }

    public Snapshot(
            Instant now,
            long tick,
            Limits limits,
            List<NodeView> nodes,
            List<Offer> offers,
            List<Demand> demand,
            Ledger ledger) {
        this(now, tick, limits, nodes, offers, demand, List.of(), ledger);
    }
}
