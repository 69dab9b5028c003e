/**
 * The daemon's decisions, without input or output. {@link dev.muster.daemon.behaviour.NodeBehaviour} turns a
 * {@link dev.muster.daemon.behaviour.DaemonState}, a {@link dev.muster.daemon.behaviour.DaemonEvent} and a
 * {@link dev.muster.daemon.behaviour.StepContext} (time and chance) into the next state and a list of {@link dev.muster.daemon.behaviour.Effect}s.
 */
package dev.muster.daemon.behaviour;
