/**
 * File trees on this machine. {@link dev.muster.transfer.tree.TreeWalk} reads one into a {@link dev.muster.transfer.tree.Tree} of {@link
 * dev.muster.transfer.tree.TreeEntry}, and leaves out what {@link dev.muster.transfer.tree.Exclusions} excludes. {@link
 * dev.muster.transfer.tree.Contents} opens the files again when they are sent.
 */
package dev.muster.transfer.tree;
