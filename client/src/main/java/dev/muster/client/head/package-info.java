/**
 * The way to a head. {@link dev.muster.client.head.HeadHost} is its machine; {@code HeadHostFacts} and {@code HeadLogin} find the control plane there
 * and log in to it, and {@link dev.muster.client.head.ControlSession} is the session that commands use.
 */
package dev.muster.client.head;
