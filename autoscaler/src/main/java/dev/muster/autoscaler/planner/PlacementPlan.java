package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Decision.Unmet;
import java.util.List;
import java.util.Map;

/** What the planner decided, with nodes as numbers of sites. {@link DecisionBuilder} turns it into a decision. */
record PlacementPlan(
        LaunchBudget budget,
        PlacementSites sites,
        List<DemandPlacement> placements,
        List<GangDemand.Seated> gangs,
        Map<Integer, Reason> cancelledDrains,
        List<Unmet> unmet,
        List<Refusal> refusals) {}
