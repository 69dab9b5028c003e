/**
 * The daemons as the head knows them now. {@link dev.muster.head.registry.NodeTable} holds one {@link dev.muster.head.registry.DaemonStatus} for each
 * node and sends each daemon its desired state, which {@link dev.muster.head.registry.DesiredNodes} derives from the head's state. Nothing here is stored:
 * after a start of the head the daemons connect and report again.
 */
package dev.muster.head.registry;
