/**
 * What a daemon and the head send to each other. A daemon sends {@link dev.muster.core.node.NodeHello} and then {@link
 * dev.muster.core.node.NodeReport}; the head answers with {@link dev.muster.core.node.Welcome} and {@link
 * dev.muster.core.node.DesiredState}. {@link dev.muster.core.node.NodeLink} is the end of the daemon, {@link
 * dev.muster.core.node.NodeGate} that of the head.
 */
package dev.muster.core.node;
