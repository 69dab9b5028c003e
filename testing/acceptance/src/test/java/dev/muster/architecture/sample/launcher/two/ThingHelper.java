package dev.muster.architecture.sample.launcher.two;

/** Says nothing. */
public final class ThingHelper {}
