/**
 * Reads and writes cluster files. {@link dev.muster.config.ConfigReader} is the entry point: {@code YamlTree} parses the text into raw
 * values with locations, {@code FormChecker} compares them with the forms in {@code ConfigKeys}, and {@code ClusterReader} with the readers
 * that it calls turns them into a {@link dev.muster.core.config.ClusterConfig}. {@code Problems} collects errors and warnings on the way.
 * {@link dev.muster.config.ConfigWriter} writes the full form. {@link dev.muster.config.WorkloadReader} reads the workload of a simulation.
 *
 * <p>The JSON schema and the tables of the reference page are generated from {@code ConfigKeys}.
 */
package dev.muster.config;
