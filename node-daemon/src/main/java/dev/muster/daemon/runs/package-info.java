/**
 * Commands under {@code muster-run}, which survive the daemon. {@link dev.muster.daemon.runs.RunTable} reads what they record in the node's folder, and
 * {@link dev.muster.daemon.runs.RunCleaner} ends what killed ones left.
 */
package dev.muster.daemon.runs;
