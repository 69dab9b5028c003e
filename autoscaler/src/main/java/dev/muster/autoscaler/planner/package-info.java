/**
 * The decision: {@link dev.muster.autoscaler.planner.Autoscaler#decide} turns a snapshot into a decision, without a clock, chance or I/O.
 *
 * <p>{@code SortedSnapshot} puts the input in one order; {@code RequiredRemovals} finds the workers that must go; {@code Planner} places demand
 * on the {@code PlacementSites} and launches nodes within the {@code LaunchBudget}, which gives a {@code PlacementPlan};
 * {@code DecisionBuilder} turns the plan into actions with node keys and reasons.
 *
 * <p>For speed, sites, offers, node types and groups of demand are numbers within one decision.
 */
package dev.muster.autoscaler.planner;
