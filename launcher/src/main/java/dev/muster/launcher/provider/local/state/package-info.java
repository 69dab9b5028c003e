/**
 * What a head knows of its hosts, and the files in which it keeps that. {@link dev.muster.launcher.provider.local.state.HostPool} joins what {@code up}
 * found with what the head found since, one {@link dev.muster.launcher.provider.local.state.PoolHostRecord} per host; {@link
 * dev.muster.launcher.provider.local.state.HostAssignments} says which node has which host.
 */
package dev.muster.launcher.provider.local.state;
