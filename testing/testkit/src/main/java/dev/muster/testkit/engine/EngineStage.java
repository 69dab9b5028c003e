package dev.muster.testkit.engine;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineView.Gang;
import java.util.Map;

/** An engine that a test controls, and the link to it. */
public interface EngineStage extends AutoCloseable {
    EngineLink link();

    /** A node comes up, idle. */
    void join(NodeKey node, Resources total, Map<String, String> labels);

    /** Work starts on a node and takes this much of it. */
    void work(NodeKey node, Resources used);

    /** All work on a node ends. A node that is being drained leaves. */
    void finish(NodeKey node);

    /** A node dies. */
    void lose(NodeKey node);

    void enqueue(PlacementRequest request, int count);

    void hold(PlacementRequest request, int count);

    void enqueue(Gang gang);

    /** The engine's head stops. */
    void stop();

    /** The engine's head starts again on the same address, and has forgotten its reports. Its nodes have survived. */
    void restart();

    @Override
    void close();
}
