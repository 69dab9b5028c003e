/**
 * Turns a machine into a node, step by step. {@link dev.muster.launcher.bootstrap.FactsScript} probes the host and returns {@link
 * dev.muster.launcher.bootstrap.HostFacts}; {@link dev.muster.launcher.bootstrap.HostRequirements} refuses hosts that cannot be nodes.
 *
 * <p>{@link dev.muster.launcher.bootstrap.NodePlanner} compares the facts with a {@link dev.muster.launcher.bootstrap.NodeSpec} and returns
 * {@link dev.muster.launcher.bootstrap.PlannedStep}s. It is pure. {@link dev.muster.launcher.bootstrap.StepRunner} runs the steps through a
 * {@link dev.muster.launcher.bootstrap.NodeShell} and writes events; {@link dev.muster.launcher.bootstrap.StepAdvice} suggests a fix for a
 * failed one. {@link dev.muster.launcher.bootstrap.WorkerBootstrap} does all of this for a worker; the module {@code client} does it for the
 * head.
 */
package dev.muster.launcher.bootstrap;
