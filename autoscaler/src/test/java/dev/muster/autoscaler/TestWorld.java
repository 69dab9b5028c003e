package dev.muster.autoscaler;

import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds snapshots for examples: one line for each value that matters, defaults for the rest. */
final class TestWorld {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Map<String, TypeLimits> types = new LinkedHashMap<>();
    private final List<NodeView> nodes = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<Demand> demand = new ArrayList<>();
    private final List<Gang> gangs = new ArrayList<>();
    private int maxWorkers = 1000;
    private double speed = 1;
    private Ledger ledger = Ledger.EMPTY;

    static Resources cpu(double amount) {
        return Resources.of("CPU", amount);
    }

    static PlacementRequest need(Resources resources) {
        return PlacementRequest.of(Shape.of(resources));
    }

    TestWorld type(String name, int min, int max) {
        return type(name, min, max, 0);
    }

    TestWorld type(String name, int min, int max, int priority) {
        types.put(name, new TypeLimits(name, name, min, max, Duration.ofMinutes(5), priority));
        return this;
    }

    TestWorld maxWorkers(int max) {
        maxWorkers = max;
        return this;
    }

    TestWorld speed(double newSpeed) {
        speed = newSpeed;
        return this;
    }

    TestWorld offer(String type, Resources resources, int count) {
        return offer(type, resources, Map.of(), count);
    }

    TestWorld offer(String type, Resources resources, Map<String, String> labels, int count) {
        offers.add(new Offer(type + "-" + resources + labels, type, resources, labels, count));
        return this;
    }

    TestWorld node(NodeView node) {
        nodes.add(node);
        return this;
    }

    TestWorld head(Resources resources) {
        nodes.add(new NodeView(
                NodeKey.HEAD,
                "head",
                NodeState.READY,
                NOW,
                resources,
                Resources.NONE,
                Map.of(),
                Optional.of(NOW.minusSeconds(99999)),
                Optional.empty()));
        return this;
    }

    TestWorld idle(String key, Resources resources, Duration idle) {
        return node(ready(key, resources, Resources.NONE, idle));
    }

    TestWorld busy(String key, Resources resources, Resources held) {
        return node(new NodeView(
                new NodeKey(key),
                typeOf(key),
                NodeState.READY,
                NOW.minusSeconds(3600),
                resources,
                held,
                Map.of(),
                Optional.empty(),
                Optional.empty()));
    }

    TestWorld in(NodeState state, String key, Resources resources) {
        return node(new NodeView(
                new NodeKey(key),
                typeOf(key),
                state,
                NOW.minusSeconds(60),
                resources,
                Resources.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty()));
    }

    TestWorld failed(String key, Resources resources, String error) {
        return node(new NodeView(
                        new NodeKey(key),
                        typeOf(key),
                        NodeState.FAILED,
                        NOW.minusSeconds(60),
                        resources,
                        Resources.NONE,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty())
                .withLastError(error));
    }

    static NodeView ready(String key, Resources resources, Resources held, Duration idle) {
        return new NodeView(
                new NodeKey(key),
                typeOf(key),
                NodeState.READY,
                NOW.minus(idle),
                resources,
                held,
                Map.of(),
                Optional.of(NOW.minus(idle)),
                Optional.empty());
    }

    static NodeView labelled(NodeView node, Map<String, String> labels) {
        return new NodeView(
                node.key(),
                node.type(),
                node.state(),
                node.since(),
                node.total(),
                node.held(),
                labels,
                node.idleSince(),
                node.drainRequestedBy());
    }

    static NodeView drainRequestedBy(NodeView node, String operator) {
        return new NodeView(
                node.key(),
                node.type(),
                node.state(),
                node.since(),
                node.total(),
                node.held(),
                node.labels(),
                node.idleSince(),
                Optional.of(operator));
    }

    private static String typeOf(String key) {
        return key.substring(0, key.lastIndexOf('-'));
    }

    TestWorld standing(Resources resources, int count) {
        return demand(new Demand("request", Demand.Kind.STANDING, Shape.of(resources), count));
    }

    TestWorld waiting(Resources resources, int count) {
        return demand(new Demand("work", Demand.Kind.WAITING, Shape.of(resources), count));
    }

    TestWorld waiting(PlacementRequest need, int count) {
        return demand(new Demand("work", Demand.Kind.WAITING, need, count));
    }

    TestWorld demand(Demand one) {
        demand.add(one);
        return this;
    }

    TestWorld gang(GangStrategy strategy, int bundles, Resources each) {
        gangs.add(
                new Gang("work", "gang-" + gangs.size(), strategy, java.util.Collections.nCopies(bundles, need(each))));
        return this;
    }

    TestWorld ledger(Ledger newLedger) {
        ledger = newLedger;
        return this;
    }

    Snapshot snapshot() {
        return snapshotAt(NOW);
    }

    Snapshot snapshotAt(Instant now) {
        return new Snapshot(now, 1, new Limits(types, maxWorkers, speed), nodes, offers, demand, gangs, ledger);
    }

    Decision decide() {
        return Autoscaler.decide(snapshot());
    }

    /** The actions in order, such as {@code launch cpu-1} and {@code drain cpu-2}. */
    static List<String> actions(Decision decision) {
        return decision.actions().stream().map(TestWorld::describe).toList();
    }

    List<String> actions() {
        return actions(decide());
    }

    /** The texts of the reasons of all actions, refusals and unmet demand. */
    List<String> reasons() {
        Decision decision = decide();
        List<String> texts = new ArrayList<>();
        decision.actions().forEach(action -> texts.add(action.reason().text()));
        decision.refusals().forEach(refusal -> texts.add(refusal.reason().text()));
        decision.unmet().forEach(unmet -> texts.add(unmet.reason().text()));
        return texts;
    }

    private static String describe(Action action) {
        return switch (action) {
            case Action.Launch launch -> "launch " + launch.key();
            case Action.Drain drain -> "drain " + drain.key();
            case Action.CancelDrain cancel -> "cancel drain " + cancel.key();
            case Action.Remove remove -> "remove " + remove.key();
        };
    }
}
