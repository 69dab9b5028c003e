/**
 * The user's ssh configuration. {@code SshTargetResolver} turns a host of the cluster file into a {@link dev.muster.ssh.SshTarget}.
 * {@code EffectiveConfig} finds the settings of a host ({@code HostOptions}): {@code SshProgram} asks the installed {@code ssh -G}, and where
 * there is none, {@code SshConfigReader} reads the files as {@code ConfigFile}s, which {@code ConfigEvaluation} applies to the host.
 * {@code Keywords}, {@code ConfigLine}, {@code MatchCriterion} and {@code Globs} follow readconf.c of OpenSSH. {@code ConfigTokens} expands
 * tokens, and {@code JumpHosts} parses ProxyJump.
 */
package dev.muster.ssh.config;
