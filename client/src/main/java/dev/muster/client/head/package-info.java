/**
 * Access to a head. {@link dev.muster.client.head.HeadHost} is its machine. {@link dev.muster.client.head.HeadHostFacts} finds the control plane there,
 * {@link dev.muster.client.head.HeadLogin} logs in to it, and {@link dev.muster.client.head.ControlSession} is the session that commands use. {@code
 * PersistentSessions} writes the shell text for tmux and screen.
 */
package dev.muster.client.head;
