/**
 * {@code cluster up}. {@link dev.muster.client.up.Up} makes the plan with {@code UpPlanner} and runs it: {@link dev.muster.client.up.HeadSetUp} creates
 * the head while {@code UpLock} is held, then {@code ReadyWatch} follows the head's events until enough nodes are ready. {@link
 * dev.muster.client.up.PreviousHead} and {@code HeadAdoption} handle a head that moves to another host.
 */
package dev.muster.client.up;
