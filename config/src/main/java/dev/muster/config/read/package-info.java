/**
 * From the sections of a file to a {@link dev.muster.core.config.ClusterConfig}. {@code ClusterReader} calls a reader for each section and
 * checks the rules between them: {@code ProviderType}, {@code AuthReader}, {@code EnvironmentReader}, {@code FilesReader},
 * {@code CommandsReader}. {@code EngineChoice} chooses the engine, {@code LegacyKeys} translates keys of older Ray files, and
 * {@code UnsupportedKeys} finds what {@code up} does not support yet.
 */
package dev.muster.config.read;
