/**
 * The gRPC protocol between the head, its daemons and the command line, over one TLS port.
 *
 * <p>On the head, {@link dev.muster.protocol.HeadServer} listens and checks certificates, {@link dev.muster.protocol.NodeEndpoint} serves the daemons'
 * streams for a {@link dev.muster.core.node.NodeGate}, and {@link dev.muster.protocol.ControlEndpoint} serves operators with a
 * {@link dev.muster.core.control.Control}. A daemon connects with {@link dev.muster.protocol.NodeClient}, the command line with
 * {@link dev.muster.protocol.ControlClient}. Other modules see only the records of {@code core}; the generated classes stay in this module.
 */
package dev.muster.protocol;
