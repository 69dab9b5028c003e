package dev.muster.architecture.sample.launcher.two;

import dev.muster.architecture.sample.launcher.one.First;

/** Closes a circle of packages. */
public record Second(First first) {}
