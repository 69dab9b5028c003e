/**
 * Reads and writes cluster files. {@link dev.muster.config.ConfigReader} turns a file, and what {@link dev.muster.config.Overrides} or
 * {@link dev.muster.config.SettingOverrides} replace in it, into a {@link dev.muster.config.ParsedConfig}, or throws every problem of the
 * file at once. The text passes through {@code config.yaml} (raw values with locations), {@code config.schema} (the known keys and their
 * forms) and {@code config.read} (rules and defaults).
 *
 * <p>{@link dev.muster.config.ConfigWriter} writes a config in its full form, which is how the head gets it.
 * {@link dev.muster.config.WorkloadReader} reads the workload of a simulation in the same way.
 */
package dev.muster.config;
