/**
 * Prints. {@link dev.muster.cli.output.Printer} is the only way to the standard streams for commands, and decides on colour and width.
 */
package dev.muster.cli.output;
