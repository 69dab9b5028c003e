/**
 * Logging of the programs that run on hosts: {@link dev.muster.logging.RotatedLog} writes the log of the daemon and of the head to a rotated file.
 */
package dev.muster.logging;
