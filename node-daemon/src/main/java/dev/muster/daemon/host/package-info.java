/**
 * Reads the host. {@link dev.muster.daemon.host.FactsCollector} collects what the machine has, {@link dev.muster.daemon.host.UsageMeter} measures what is in
 * use, and {@link dev.muster.daemon.host.GpuProbe} runs {@code nvidia-smi}. All files are read through {@link dev.muster.daemon.host.HostFiles}, which tests
 * point at a recorded host.
 */
package dev.muster.daemon.host;
