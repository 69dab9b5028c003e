/**
 * This machine as a host. {@code LocalShellHost} starts each command in a shell with a clean environment; {@code ShellRun} feeds it input,
 * delivers its output and enforces its deadline. {@code ScriptGroup} sends signals to a running script, and {@code ProcessTree} kills what a
 * command started.
 */
package dev.muster.ssh.local;
