/**
 * The implementation of {@link dev.muster.client.Clusters}. {@link dev.muster.client.cluster.ClientWiring} builds {@link
 * dev.muster.client.cluster.LocalClusters}, which reads the config, opens the head's host and starts {@code Up}, {@code Down}, {@code Check} or a
 * session.
 */
package dev.muster.client.cluster;
