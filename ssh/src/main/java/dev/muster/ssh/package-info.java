/**
 * Connections to hosts. This package holds the values that other modules pass: {@link dev.muster.ssh.SshTarget} (a host with its settings
 * resolved), {@link dev.muster.ssh.SshSettings} (what all connections share), {@link dev.muster.ssh.HostKeyPins},
 * {@link dev.muster.ssh.LocalUser} and {@link dev.muster.ssh.Prompt}.
 *
 * <p>{@code ssh.config} resolves a host of the cluster file to a target. {@code ssh.remote} runs commands on it: it connects through
 * {@code ssh.connect}, which authenticates with {@code ssh.key} and checks the host with {@code ssh.hostkey}. {@code ssh.local} runs the same
 * commands on this machine; both use {@code ssh.script}.
 */
package dev.muster.ssh;
