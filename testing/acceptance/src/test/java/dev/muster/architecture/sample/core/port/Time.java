package dev.muster.architecture.sample.core.port;

/** A port. */
public interface Time {}
