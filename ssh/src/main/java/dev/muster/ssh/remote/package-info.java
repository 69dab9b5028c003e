/**
 * A host over SSH. {@code SshHosts} creates each {@code SshHost}, which connects through {@code ssh.connect} when it is first used.
 *
 * <p>A command runs in a {@code CommandSession}: {@code HostScript} writes the command line, {@code CommandRun} copies input and output, and
 * {@code CommandSessions} stops and signals what runs. {@code TerminalAttachment} connects the operator's terminal, and
 * {@code LoopbackForward} forwards a port of this machine.
 */
package dev.muster.ssh.remote;
