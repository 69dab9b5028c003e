/**
 * The provider {@code process}: all nodes on one machine, for trying things out and for tests. {@link
 * dev.muster.launcher.provider.process.ProcessProvider} opens it.
 *
 * <p>{@code ProcessNodeProvider} creates a machine as a folder with a mark ({@code MachineFolder}), and reaches it through a shell on this machine.
 * It finds a node's processes by the marker in their environment ({@code MarkedProcesses}) and divides this machine's resources among the nodes
 * ({@code MachineShare}).
 */
package dev.muster.launcher.provider.process;
