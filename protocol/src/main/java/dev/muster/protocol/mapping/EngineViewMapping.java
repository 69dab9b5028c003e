package dev.muster.protocol.mapping;

import dev.muster.core.NodeKey;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.EngineStatusView.DemandKind;
import dev.muster.core.status.EngineStatusView.NodeInEngine;
import dev.muster.protocol.wire.EngineNode;
import dev.muster.protocol.wire.EngineView;
import dev.muster.protocol.wire.PendingDemand;

/** Converts the engine's part of the reply of {@code status}. {@code to} writes, {@code from} reads and validates. */
final class EngineViewMapping {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_PENDING = 10_000;

    private EngineViewMapping() {}

    static EngineView to(EngineStatusView view) {
        EngineView.Builder wire = EngineView.newBuilder()
                .setReason(Bounds.clip(view.reason()))
                .setSeen(view.seen())
                .setTrouble(Bounds.clip(view.trouble()));
        view.nodes()
                .forEach(node -> wire.addNodes(EngineNode.newBuilder()
                        .setName(node.key().value())
                        .setState(node.state().wireName())
                        .setText(Bounds.clip(node.text(), Bounds.MAX_LINE))));
        view.pending()
                .forEach(demand -> wire.addPending(PendingDemand.newBuilder()
                        .setKind(demand.kind().wireName())
                        .setShape(CommonMapping.to(demand.shape()))
                        .setCount(demand.count())
                        .setGang(Bounds.clip(demand.gang(), Bounds.MAX_LINE))));
        return wire.build();
    }

    static EngineStatusView from(EngineView wire) {
        return new EngineStatusView(
                Bounds.text("engine reason", wire.getReason(), Bounds.MAX_MESSAGE),
                wire.getSeen(),
                Bounds.text("engine trouble", wire.getTrouble(), Bounds.MAX_MESSAGE),
                Bounds.list("engine nodes", wire.getNodesList(), MAX_NODES).stream()
                        .map(EngineViewMapping::from)
                        .toList(),
                Bounds.list("engine pending", wire.getPendingList(), MAX_PENDING).stream()
                        .map(EngineViewMapping::from)
                        .toList());
    }

    private static EngineStatusView.EngineNode from(EngineNode wire) {
        return new EngineStatusView.EngineNode(
                new NodeKey(wire.getName()),
                NodeInEngine.find(wire.getState()).orElseGet(() -> Bounds.reject("engine node state", "is not known")),
                Bounds.text("engine node text", wire.getText(), Bounds.MAX_LINE));
    }

    private static EngineStatusView.PendingDemand from(PendingDemand wire) {
        return new EngineStatusView.PendingDemand(
                DemandKind.find(wire.getKind()).orElseGet(() -> Bounds.reject("engine demand kind", "is not known")),
                CommonMapping.from(wire.getShape()),
                Bounds.number("engine demand count", wire.getCount(), 0, Integer.MAX_VALUE),
                Bounds.text("engine gang", wire.getGang(), Bounds.MAX_LINE));
    }
}
