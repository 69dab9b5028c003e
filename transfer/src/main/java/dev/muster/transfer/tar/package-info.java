/**
 * Tar streams without temporary files: {@link dev.muster.transfer.tar.TarSource} writes one while it is read, and {@link
 * dev.muster.transfer.tar.TarExtractor} takes one apart while it arrives.
 */
package dev.muster.transfer.tar;
