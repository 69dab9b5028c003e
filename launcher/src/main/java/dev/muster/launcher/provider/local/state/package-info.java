/**
 * Holds what a head knows of its hosts, and the files in which it stores that. {@link dev.muster.launcher.provider.local.state.HostPool} combines the
 * records of {@code up} with the head's own probes, one {@link dev.muster.launcher.provider.local.state.PoolHostRecord} per host; {@link
 * dev.muster.launcher.provider.local.state.HostAssignments} records which node has which host.
 */
package dev.muster.launcher.provider.local.state;
