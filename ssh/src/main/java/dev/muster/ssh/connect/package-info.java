/**
 * From a target to an authenticated connection. {@code RetryingConnector} repeats the attempts of {@code Connector}: {@code Dialer} opens a
 * {@code SshSocket}, {@code JumpConnections} keeps the connections to jump hosts, sshj (configured by {@code SshjConfig}) exchanges keys,
 * {@code HostKeyCheck} checks the host, and {@code ssh.key} authenticates the user. The result is a {@code SshConnection}.
 * {@code SshFailures} explains why an attempt failed.
 */
package dev.muster.ssh.connect;
