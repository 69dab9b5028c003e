/**
 * The ports to the outside world. {@link dev.muster.core.port.NodeProvider} creates and removes machines, {@link
 * dev.muster.core.port.RemoteHost} runs commands on them, and {@link dev.muster.core.port.Time} is the clock. Each has adapters in other
 * modules and a fake in the testkit.
 */
package dev.muster.core.port;
