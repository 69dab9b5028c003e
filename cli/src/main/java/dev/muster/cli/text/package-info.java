/**
 * Formats answers for the terminal, as lists of lines. {@link dev.muster.cli.text.Table} aligns columns, {@link dev.muster.cli.text.Units} writes numbers, and
 * {@link dev.muster.cli.text.ClusterHints} writes the commands of hints. Nothing here prints or waits.
 */
package dev.muster.cli.text;
