/**
 * The process around a command: {@link dev.muster.cli.console.ProcessEnvironment} holds its streams, environment and clock, {@link
 * dev.muster.cli.console.ProcessWindow} its terminal. {@link dev.muster.cli.console.Failures} turns a failure into a message and an exit code.
 */
package dev.muster.cli.console;
