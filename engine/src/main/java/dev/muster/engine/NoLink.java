package dev.muster.engine;

import dev.muster.core.NodeKey;

/** The link of an engine that is not there: nothing is needed, and every node can leave. */
final class NoLink implements EngineLink {
    @Override
    public EngineView observe() {
        return EngineView.NOTHING;
    }

    @Override
    public DrainAnswer drain(NodeKey node, DrainOrder order) {
        return new DrainAnswer.Accepted();
    }

    @Override
    public void report(EngineReport report) {}

    @Override
    public void close() {}
}
