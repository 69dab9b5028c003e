package dev.muster.architecture.sample.launcher.one;

import dev.muster.architecture.sample.core.port.Time;
import dev.muster.architecture.sample.launcher.two.WallTime;

/** Builds an adapter itself. */
public final class First {
    public Time time() {
        return new WallTime();
    }
}
