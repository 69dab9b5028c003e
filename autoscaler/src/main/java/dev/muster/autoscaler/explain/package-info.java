/**
 * Answers to "why?" as pure functions of a snapshot and its decision, or of the journal. Each answer is an
 * {@link dev.muster.core.control.Explanation}: codes for programs, sentences for people.
 *
 * <p>{@link dev.muster.autoscaler.explain.ClusterExplanation} answers for the whole cluster,
 * {@link dev.muster.autoscaler.explain.UnmetDemandExplanation} for demand that no node holds,
 * {@link dev.muster.autoscaler.explain.NodeExplanation} for a node now, and
 * {@link dev.muster.autoscaler.explain.NodeHistoryExplanation} for a node's past, also long after it is gone.
 */
package dev.muster.autoscaler.explain;
