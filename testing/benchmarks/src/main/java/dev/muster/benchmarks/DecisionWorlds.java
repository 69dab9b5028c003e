package dev.muster.benchmarks;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The snapshots that are measured. */
final class DecisionWorlds {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final double GIB = 1L << 30;

    private DecisionWorlds() {}

    /** Idle nodes of 8 CPUs and equal requests of 2: Ray v2 takes 43 s for 1000 × 2000. */
    static Snapshot idleNodes(int nodes, int requests) {
        List<NodeView> views = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            views.add(node("cpu", number, plain(8, 32), Resources.NONE, Map.of()));
        }
        return snapshot(
                Map.of("cpu", nodes + 1000),
                views,
                List.of(new Offer("cpu", "cpu", plain(8, 32), Map.of(), 1000)),
                List.of(new Demand("work", Demand.Kind.WAITING, Shape.of(Resources.of("CPU", 2)), requests)),
                List.of());
    }

    /** Nodes that are full but for a little, and requests of several shapes that mostly do not fit. */
    static Snapshot busyNodes(int nodes, int requests, int shapes) {
        List<NodeView> views = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            views.add(node("cpu", number, plain(8, 32), Resources.of("CPU", 6 + number % 3), Map.of()));
        }
        List<Demand> demand = new ArrayList<>();
        for (int shape = 0; shape < shapes; shape++) {
            int share = requests / shapes + (shape < requests % shapes ? 1 : 0);
            demand.add(new Demand(
                    "work",
                    Demand.Kind.WAITING,
                    Shape.of(Resources.of("CPU", 1 + shape % 4, "memory", (1 + shape) * GIB)),
                    share));
        }
        return snapshot(
                Map.of("cpu", nodes + 2000),
                views,
                List.of(new Offer("cpu", "cpu", plain(8, 32), Map.of(), 2000)),
                demand,
                List.of());
    }

    /** Every node has its own amounts, its own custom resource and its own labels; every shape has a selector. */
    static Snapshot differentNodes(int nodes, int shapes) {
        List<NodeView> views = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            Resources own = plain(4 + number % 61, 16 + number % 127).plus(Resources.of("node" + number, 1));
            Map<String, String> labels =
                    Map.of("host", "h" + number, "rack", "r" + number % 40, "zone", "z" + number % 5);
            views.add(node("cpu", number, own, Resources.of("CPU", number % 4), labels));
        }
        for (int offer = 0; offer < 20; offer++) {
            offers.add(new Offer(
                    "cpu-" + offer,
                    "cpu",
                    plain(8 + offer, 64),
                    Map.of("rack", "r" + offer, "zone", "z" + offer % 5),
                    10));
        }
        List<Demand> demand = new ArrayList<>();
        for (int shape = 0; shape < shapes; shape++) {
            Selector selector = new Selector(List.of(
                    new Selector.Requirement(
                            "zone", Selector.Operator.IN, Set.of("z" + shape % 5, "z" + (shape + 1) % 5)),
                    new Selector.Requirement("rack", Selector.Operator.NOT_IN, Set.of("r" + shape % 40))));
            Resources amounts = Resources.of("CPU", 1 + shape % 8, "memory", (1 + shape % 17) * GIB);
            demand.add(new Demand("work" + shape, Demand.Kind.WAITING, new Shape(amounts, selector), 20));
        }
        return snapshot(Map.of("cpu", nodes + 200), views, offers, demand, List.of());
    }

    static Snapshot large(int nodes, int requests, int shapes) {
        List<NodeView> views = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            boolean gpu = number % 10 == 0;
            Resources total = gpu ? plain(16, 64).plus(Resources.of("GPU", 4)) : plain(8 + number % 3 * 8, 32);
            views.add(node(
                    gpu ? "gpu" : "cpu",
                    number,
                    total,
                    Resources.of("CPU", number % 5),
                    Map.of("rack", "r" + number % 50)));
        }
        List<Demand> demand = new ArrayList<>();
        for (int shape = 0; shape < shapes; shape++) {
            Resources amounts = Resources.of("CPU", 0.5 + shape % 9, "memory", (1 + shape % 23) * GIB);
            Resources asked = shape % 7 == 0 ? amounts.plus(Resources.of("GPU", 0.25 * (1 + shape % 8))) : amounts;
            demand.add(new Demand("work" + shape, Demand.Kind.WAITING, Shape.of(asked), requests / shapes));
        }
        List<Offer> offers = List.of(
                new Offer("cpu", "cpu", plain(16, 32), Map.of(), 5000),
                new Offer("gpu", "gpu", plain(16, 64).plus(Resources.of("GPU", 4)), Map.of(), 1000));
        return snapshot(Map.of("cpu", 2 * nodes, "gpu", nodes), views, offers, demand, List.of());
    }

    static Snapshot gangs(int gangs, int bundles, int nodes) {
        List<NodeView> views = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            views.add(node("cpu", number, plain(8, 32), Resources.of("CPU", number % 8), Map.of()));
        }
        List<Gang> all = new ArrayList<>();
        for (int gang = 0; gang < gangs; gang++) {
            GangStrategy strategy = GangStrategy.values()[gang % 4];
            PlacementRequest need = PlacementRequest.of(
                    Shape.of(Resources.of("CPU", strategy == GangStrategy.STRICT_PACK ? 1 : 1 + gang % 3)));
            all.add(new Gang("work", "gang-" + gang, strategy, Collections.nCopies(bundles, need)));
        }
        return snapshot(
                Map.of("cpu", nodes + 500),
                views,
                List.of(new Offer("cpu", "cpu", plain(8, 32), Map.of(), 500)),
                List.of(),
                all);
    }

    private static Resources plain(double cpus, double gib) {
        return Resources.of("CPU", cpus, "memory", gib * GIB);
    }

    private static NodeView node(String type, int number, Resources total, Resources held, Map<String, String> labels) {
        return new NodeView(
                NodeKey.worker(type, number),
                type,
                NodeState.READY,
                NOW.minusSeconds(60),
                total,
                held,
                labels,
                held.isEmpty() ? Optional.of(NOW.minusSeconds(30)) : Optional.empty(),
                Optional.empty());
    }

    private static Snapshot snapshot(
            Map<String, Integer> types,
            List<NodeView> nodes,
            List<Offer> offers,
            List<Demand> demand,
            List<Gang> gangs) {
        Map<String, TypeLimits> limits = new TreeMap<>();
        types.forEach((type, max) -> limits.put(type, new TypeLimits(type, type, 0, max, Duration.ofMinutes(5), 0)));
        return new Snapshot(NOW, 1, new Limits(limits, 1_000_000, 1000), nodes, offers, demand, gangs, Ledger.EMPTY);
    }
}
