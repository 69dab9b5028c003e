package dev.muster.engine;

import dev.muster.core.NodeKey;

/** The head's connection to the engine. Each call may block for a few seconds; calls of different threads do not wait for each other. */
public interface EngineLink extends AutoCloseable {
    /** The link to no engine. */
    EngineLink NONE = new NoLink();

    /**
     * Asks the engine what it needs and what its nodes do.
     *
     * @throws EngineUnavailable if it does not answer, for example because it is starting
     */
    EngineView observe() throws EngineUnavailable, InterruptedException;

    /** Asks the engine to give a node no more work, and to end there. A node that the engine does not know is drained. */
    DrainAnswer drain(NodeKey node, DrainOrder order) throws EngineUnavailable, InterruptedException;

    /** Tells the engine what the autoscaler does, so that the engine's own status and warnings are true. */
    void report(EngineReport report) throws EngineUnavailable, InterruptedException;

    @Override
    void close();
}
