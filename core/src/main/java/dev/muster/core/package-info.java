/**
 * The values and rules that all modules share: {@link dev.muster.core.NodeKey}, {@link dev.muster.core.NodeState}, {@link
 * dev.muster.core.Resources}, {@link dev.muster.core.Shape}, {@link dev.muster.core.Machine} and {@link dev.muster.core.Offer}. {@link
 * dev.muster.core.FanOut} runs tasks in parallel, {@link dev.muster.core.Backoff} computes retry delays, and {@link dev.muster.core.Shell}
 * quotes arguments. The subpackages contain the ports, the config, and the messages between the processes.
 */
package dev.muster.core;
