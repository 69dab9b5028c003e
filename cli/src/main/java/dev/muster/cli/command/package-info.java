/**
 * One class per command. {@link dev.muster.cli.command.Verb} lists the commands, {@link dev.muster.cli.command.Commands} creates the one that is run. A
 * command reads its options ({@code option}), calls the use cases of {@code dev.muster.client}, and prints the answer ({@code output}, with {@code text} or
 * {@code json}).
 */
package dev.muster.cli.command;
