/**
 * The values that a decision reads and returns: a {@link dev.muster.autoscaler.Snapshot} (nodes, offers, demand, limits and the ledger at one
 * moment) goes in, a {@link dev.muster.autoscaler.Decision} (actions, refusals, unmet demand and the new ledger) comes out.
 *
 * <p>{@link dev.muster.autoscaler.planner.Autoscaler} makes the decision, {@link dev.muster.autoscaler.explain} answers "why?" about it. What
 * became of the actions comes back as {@link dev.muster.autoscaler.Outcome}s, which {@link dev.muster.autoscaler.Ledger#after} adds to the ledger
 * before the next decision.
 */
package dev.muster.autoscaler;
