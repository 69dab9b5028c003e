/**
 * The provider {@code local}: existing machines, as a pool of hosts that are reached over SSH. {@link
 * dev.muster.launcher.provider.local.LocalProvider} opens it.
 *
 * <p>On the operator's machine, {@code OperatorHostConnector} connects to the hosts. During {@code up}, {@code PoolAdmission} probes each host and
 * authorises the head's key ({@code PoolJoin}, {@code JumpHostAccess}), and writes a {@code PoolHostRecord} per host to the head. {@code
 * PoolTeardown} clears all hosts for {@code down}.
 *
 * <p>On the head, {@code HostPool} holds these records and what the head found since. {@code LocalNodeProvider} offers free hosts and {@code
 * HostAssignments} records which node has which. {@code PoolSetUp} sets nodes up, and {@code PoolMaintenanceRound} probes unusable hosts again.
 */
package dev.muster.launcher.provider.local;
