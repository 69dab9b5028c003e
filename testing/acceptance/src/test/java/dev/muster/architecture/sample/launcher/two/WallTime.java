package dev.muster.architecture.sample.launcher.two;

import dev.muster.architecture.sample.core.port.Time;

/** An adapter. */
public final class WallTime implements Time {}
