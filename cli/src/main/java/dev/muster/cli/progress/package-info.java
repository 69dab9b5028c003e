/**
 * Shows the progress of long operations. {@link dev.muster.cli.progress.Progress} chooses between a live view, plain lines and JSON; {@link
 * dev.muster.cli.progress.CopyProgress} shows copied bytes.
 */
package dev.muster.cli.progress;
