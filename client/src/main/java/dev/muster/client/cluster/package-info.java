/**
 * The use cases of {@link dev.muster.client.Clusters} on this machine: {@code LocalClusters} reads what the operator asks for and starts them,
 * {@link dev.muster.client.cluster.ClientWiring} builds them.
 */
package dev.muster.client.cluster;
