/**
 * The use cases of the CLI. {@link dev.muster.client.Clusters} is the entry point. {@link dev.muster.client.Clusters#planUp} and {@link
 * dev.muster.client.Clusters#planDown} return a plan ({@link dev.muster.client.UpPlan}, {@link dev.muster.client.DownPlan}) that shows a view, runs
 * and ends in a report. {@link dev.muster.client.Session} reaches the nodes of a running cluster, {@link dev.muster.client.Rsync} copies files through
 * it, and {@link dev.muster.client.CheckReport} holds the findings of {@code cluster check}. The packages below implement these types.
 */
package dev.muster.client;
