/**
 * {@code cluster down}. {@link dev.muster.client.down.Down} stops a whole cluster: {@code WorkerStop} asks the head to stop its workers, then the
 * provider's teardown clears every machine. {@link dev.muster.client.down.WorkersDown} stops workers only; {@code StoppedWorkerChecks} turns the
 * head's status into its report.
 */
package dev.muster.client.down;
