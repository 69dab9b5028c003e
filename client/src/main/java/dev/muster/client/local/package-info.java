/**
 * What this machine contributes to every use case: {@link dev.muster.client.local.LocalServices}, and what it remembers of clusters in {@link
 * dev.muster.client.local.ClusterCache}.
 */
package dev.muster.client.local;
