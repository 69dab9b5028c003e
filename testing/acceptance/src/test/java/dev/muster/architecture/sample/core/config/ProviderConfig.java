package dev.muster.architecture.sample.core.config;

/** What every provider answers. */
public interface ProviderConfig {}
