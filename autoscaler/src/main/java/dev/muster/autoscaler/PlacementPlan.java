package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Decision.Unmet;
import java.util.List;
import java.util.Map;

/** What the planner came to, by numbers of sites; {@link DecisionBuilder} puts it into words of the decision. */
record PlacementPlan(
        LaunchBudget market,
        PlacementSites floor,
        List<DemandPlacement> fillings,
        List<GangDemand.Seated> gangs,
        Map<Integer, Reason> takeBacks,
        List<Unmet> unmet,
        List<Refusal> refusals) {}
