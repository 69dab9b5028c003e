/**
 * A cluster file after it was read and validated. {@link dev.muster.core.config.ClusterConfig} is the root; {@link
 * dev.muster.core.config.Problem} is an error or warning about a file. The module {@code config} reads and writes these types.
 */
package dev.muster.core.config;
