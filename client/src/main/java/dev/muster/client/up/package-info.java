/**
 * {@code cluster up}. {@link dev.muster.client.up.Up} is the plan and its flow; {@link dev.muster.client.up.HeadSetUp} creates the head under the
 * lock of {@code UpLock}, and {@code ReadyWatch} follows the head's events until enough nodes are ready. {@code UpPlanner} decides what the plan
 * shows.
 */
package dev.muster.client.up;
