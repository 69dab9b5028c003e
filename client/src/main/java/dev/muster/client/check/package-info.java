/**
 * {@code cluster check}. {@link dev.muster.client.check.Checkup} runs the {@code CheckScript} on every host in parallel and returns a {@link
 * dev.muster.client.check.CheckInput}: for each host a {@link dev.muster.client.check.HostProbe} with its {@link dev.muster.client.check.CheckFacts}.
 * {@link dev.muster.client.check.Inspector} applies every {@code CheckRule} to that input and merges their findings. The rules are pure functions.
 */
package dev.muster.client.check;
