/**
 * What a host over SSH and this machine as a host share when they run a script. {@code OutputFraming} finds the script's own output between the
 * marks that the shell around the script prints, {@code RetainedOutput} keeps a bounded part of it for the result, and {@code StopScript}
 * sends a signal to the script and waits until it has ended.
 */
package dev.muster.ssh.script;
