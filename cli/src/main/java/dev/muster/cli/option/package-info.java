/**
 * Options that several commands share, and readers for their values. {@link dev.muster.cli.option.PositionalArguments} splits off the CONFIG argument, {@link
 * dev.muster.cli.option.ClusterResolver} finds the cluster it means, and {@link dev.muster.cli.option.NodeOptions} chooses nodes.
 */
package dev.muster.cli.option;
