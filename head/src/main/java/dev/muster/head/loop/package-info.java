/**
 * The control loop. {@link dev.muster.head.loop.HeadLoop} runs one {@code LoopIteration} after another, and that class lists the stages: it observes
 * ({@code LoopObservation}), records what was observed in the state ({@code ClockCorrection}, {@code JobResults}, {@code LivenessReconciler},
 * {@code LossDetector}), decides ({@code RemovedHosts}, {@link dev.muster.head.loop.RollingUpdate}, {@code DecisionMaker}), and after the commit starts
 * jobs ({@code JobStarter}). Every change of a node goes through {@link dev.muster.head.loop.NodeChanges}, which writes its journal line.
 */
package dev.muster.head.loop;
