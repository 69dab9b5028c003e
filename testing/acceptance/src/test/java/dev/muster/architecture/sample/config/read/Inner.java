package dev.muster.architecture.sample.config.read;

/** Is public only for the other packages of its module. */
public record Inner(String name) {}
