package dev.muster.architecture.sample.head;

import dev.muster.architecture.sample.core.port.Time;
import dev.muster.architecture.sample.launcher.two.WallTime;

/** Where adapters are built. */
public final class Wiring {
    public Time time() {
        return new WallTime();
    }
}
