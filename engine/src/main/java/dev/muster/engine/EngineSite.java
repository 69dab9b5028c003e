package dev.muster.engine;

import dev.muster.core.port.Time;
import java.nio.file.Path;

/**
 * Where the head finds the engine. The head's program and the engine's head run on the same host.
 *
 * @param folder the engine's folder on the head's host
 * @param scratch the engine's scratch folder on the head's host
 */
public record EngineSite(EngineNode head, Path folder, Path scratch, Time time) {}
