/**
 * The {@code cluster} command. {@code ClusterMain} is the entry point; it wires the process ({@code Wiring}) and calls {@code ClusterTool}, a function from
 * arguments to an exit code. {@code CommandLineParts} finds the command's name, {@code Invocation} lets picocli parse the rest and runs the command of
 * {@code dev.muster.cli.command}.
 */
package dev.muster.cli;
