/**
 * What turns machines into nodes and gets machines in the first place. This package has only what its parts share: {@link
 * dev.muster.launcher.Marker}, by which a node's processes are recognised, and {@link dev.muster.launcher.FlatJson}, which reads small files.
 *
 * <p>{@code bootstrap} sets a machine up as a node, {@code bundle} describes the programs that it gets, and {@code provider} has the
 * providers that create or assign machines.
 */
package dev.muster.launcher;
