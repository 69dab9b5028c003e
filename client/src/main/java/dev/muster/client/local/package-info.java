/**
 * Services of the operator's machine. {@link dev.muster.client.local.LocalServices} bundles what every use case needs, such as the clock and the
 * providers. {@link dev.muster.client.local.ClusterCache} stores the known clusters in the folders of {@link dev.muster.client.local.UserFolders}.
 */
package dev.muster.client.local;
