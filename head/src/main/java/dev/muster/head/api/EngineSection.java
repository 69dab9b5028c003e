package dev.muster.head.api;

import dev.muster.core.NodeKey;
import dev.muster.core.Shape;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.EngineStatusView.DemandKind;
import dev.muster.core.status.EngineStatusView.EngineNode;
import dev.muster.core.status.EngineStatusView.NodeInEngine;
import dev.muster.core.status.EngineStatusView.PendingDemand;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Gang;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.EngineView.Need;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Builds what the status shows of the engine. */
final class EngineSection {
    private static final int MAX_PENDING = 1_000;

    private EngineSection() {}

    /** Returns empty for a cluster without an engine. */
    static Optional<EngineStatusView> of(EngineConfig config, State state, EngineSight sight) {
        if (config.isNative()) {
            return Optional.empty();
        }
        return Optional.of(new EngineStatusView(
                config.reason(),
                sight.view().isPresent(),
                sight.trouble(),
                sight.view().isPresent() ? nodes(state, sight) : List.of(),
                sight.view().map(EngineSection::pending).orElse(List.of())));
    }

    private static List<EngineNode> nodes(State state, EngineSight sight) {
        TreeSet<NodeKey> keys =
                new TreeSet<>(sight.view().map(view -> view.nodes().keySet()).orElseThrow());
        state.openNodes().stream()
                .filter(row -> row.state().isUp() && !row.isRenewing())
                .map(NodeRow::key)
                .forEach(keys::add);
        return keys.stream().map(key -> node(key, sight.member(key))).toList();
    }

    private static EngineNode node(NodeKey key, Optional<Member> member) {
        return new EngineNode(
                key,
                member.map(known -> state(known.activity())).orElse(NodeInEngine.ABSENT),
                member.flatMap(Member::activityText).orElse(""));
    }

    private static NodeInEngine state(Activity activity) {
        return switch (activity) {
            case IDLE -> NodeInEngine.IDLE;
            case BUSY -> NodeInEngine.BUSY;
            case DRAINING -> NodeInEngine.DRAINING;
        };
    }

    private static List<PendingDemand> pending(EngineView view) {
        List<PendingDemand> all = new ArrayList<>();
        view.waiting().forEach(need -> all.add(demand(DemandKind.WAITING, need)));
        view.standing().forEach(need -> all.add(demand(DemandKind.REQUESTED, need)));
        return Stream.concat(all.stream(), view.gangs().stream().flatMap(EngineSection::bundles))
                .limit(MAX_PENDING)
                .toList();
    }

    private static PendingDemand demand(DemandKind kind, Need need) {
        return new PendingDemand(kind, need.request().shape(), need.count(), "");
    }

    /** Equal bundles of a gang are one line. */
    private static Stream<PendingDemand> bundles(Gang gang) {
        Map<Shape, Integer> counts = new LinkedHashMap<>();
        gang.bundles().stream().map(PlacementRequest::shape).forEach(shape -> counts.merge(shape, 1, Integer::sum));
        String name = gang.name() + " " + gang.strategy();
        return counts.entrySet().stream()
                .map(entry -> new PendingDemand(DemandKind.GANG, entry.getKey(), entry.getValue(), name));
    }
}
