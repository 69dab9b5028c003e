/**
 * {@code cluster down}. {@link dev.muster.client.down.Down} ends a whole cluster: {@code WorkerStop} has the head end its workers, then the
 * provider's teardown clears every machine. {@link dev.muster.client.down.WorkersDown} ends workers only.
 */
package dev.muster.client.down;
