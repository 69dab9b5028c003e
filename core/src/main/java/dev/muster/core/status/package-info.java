/**
 * What {@code cluster status} shows: {@link dev.muster.core.status.StatusView} with one {@link dev.muster.core.status.NodeStatus} for
 * each node.
 */
package dev.muster.core.status;
