/**
 * The files in a node's folder. {@link dev.muster.daemon.folder.NodeFolder} knows the paths, {@link dev.muster.daemon.folder.NodeProperties} reads the
 * settings, {@link dev.muster.daemon.folder.FolderLock} allows one daemon per folder, and {@link dev.muster.daemon.folder.Counter} keeps numbers that only
 * increase.
 */
package dev.muster.daemon.folder;
