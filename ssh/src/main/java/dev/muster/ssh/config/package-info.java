/**
 * The user's ssh configuration. {@code SshTargetResolver} turns a host of the cluster file into a {@link dev.muster.ssh.SshTarget}:
 * {@code SshConfigReader} reads the ssh_config files as an {@code SshConfig}, which returns the settings of a host, and {@code ConfigTokens}
 * expands their tokens. {@code UnsupportedSettings} finds the settings that cause a warning.
 */
package dev.muster.ssh.config;
