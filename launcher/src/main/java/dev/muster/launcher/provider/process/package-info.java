/**
 * The provider {@code process}: {@link dev.muster.launcher.provider.process.ProcessProvider}. A machine is a folder with a mark ({@code
 * MachineFolder}); its processes are found by a marker in their environment ({@code MarkedProcesses}).
 */
package dev.muster.launcher.provider.process;
