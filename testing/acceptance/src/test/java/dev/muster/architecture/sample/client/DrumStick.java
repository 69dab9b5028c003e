package dev.muster.architecture.sample.client;

import dev.muster.architecture.sample.engine.drum.DrumEngine;

/** A use case that knows a concrete engine. */
public class DrumStick {
    public boolean knows(Object engine) {
        return engine instanceof DrumEngine;
    }
}
