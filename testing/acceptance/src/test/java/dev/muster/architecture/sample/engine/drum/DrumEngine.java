package dev.muster.architecture.sample.engine.drum;

import dev.muster.architecture.sample.head.Wiring;

/** An engine that knows the program around it. */
public class DrumEngine {
    public Object around() {
        return new Wiring();
    }
}
