package dev.muster.autoscaler;

import dev.muster.core.Offer;
import java.time.Instant;
import java.util.List;

/**
 * Everything that one decision may know. The decision is a function of this value.
 *
 * @param tick the decision's number; the head counts it up and keeps it over restarts
 * @param nodes every node that is not gone yet, including the head
 * @param offers what the providers can still launch
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
