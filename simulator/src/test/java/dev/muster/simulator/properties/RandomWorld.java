package dev.muster.simulator.properties;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.AffinityLabel;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Small random snapshots with many edge cases: limits that are tight, exceeded or zero, nodes in every state, demand that fits, nearly fits and never fits. */
final class RandomWorld {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> TYPES = List.of("cpu", "gpu", "big");

    private final Random random;

    private RandomWorld(long seed) {
        // Without this, neighbouring seeds give similar values at first.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    static Snapshot of(long seed) {
        RandomWorld world = new RandomWorld(seed);
        Snapshot first = world.snapshot(Ledger.EMPTY);
        return world.random.nextBoolean() ? world.later(first) : first;
    }

    /** The same world after a decision, slightly changed. Its ledger has the placements of that decision. */
    private Snapshot later(Snapshot before) {
        Ledger ledger = Autoscaler.decide(before).ledger();
        List<NodeView> nodes = new ArrayList<>(before.nodes());
        if (!nodes.isEmpty() && random.nextInt(3) == 0) {
            nodes.remove(random.nextInt(nodes.size()));
        }
        if (random.nextInt(3) == 0) {
            nodes.replaceAll(
                    node -> random.nextInt(4) == 0 && !node.key().isHead() ? node(node.key(), node.type()) : node);
        }
        List<Demand> demand = random.nextInt(3) == 0 ? demand() : before.demand();
        List<Gang> gangs = random.nextInt(3) == 0 ? gangs() : before.gangs();
        return new Snapshot(NOW, 2, before.limits(), nodes, before.offers(), demand, gangs, ledger);
    }

    private Snapshot snapshot(Ledger before) {
        Limits limits = limits();
        List<NodeView> nodes = nodes();
        Ledger ledger = before;
        for (String type : TYPES) {
            int next = 1
                    + nodes.stream()
                            .filter(node -> node.type().equals(type))
                            .mapToInt(node -> node.key().number())
                            .max()
                            .orElse(0);
            ledger = ledger.with(type, typeLedger(next));
        }
        return new Snapshot(NOW, 1, limits, nodes, offers(), demand(), gangs(), ledger);
    }

    private Limits limits() {
        Map<String, TypeLimits> types = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(TYPES);
        Collections.shuffle(names, random);
        for (String type : names.subList(0, 1 + random.nextInt(3))) {
            int max = random.nextInt(7);
            int min = random.nextInt(3) == 0 ? Math.min(max, random.nextInt(4)) : 0;
            types.put(
                    type,
                    new TypeLimits(
                            type,
                            type,
                            min,
                            max,
                            Duration.ofMinutes(random.nextInt(3) * 5L),
                            random.nextInt(4) == 0 ? 5 : 0));
        }
        return new Limits(types, random.nextInt(4) == 0 ? random.nextInt(6) : 20, random.nextInt(3));
    }

    private TypeLedger typeLedger(int next) {
        int failures = random.nextInt(5) == 0 ? random.nextInt(8) : 0;
        Optional<Instant> retryAt =
                failures > 0 ? Optional.of(NOW.plusSeconds(random.nextInt(61) - 30L)) : Optional.empty();
        String error = failures > 0 ? "step 'setup' exited 1" : "";
        return new TypeLedger(next, failures, retryAt, error, Duration.ofSeconds(random.nextInt(3) * 200L));
    }

    private List<NodeView> nodes() {
        List<NodeView> nodes = new ArrayList<>();
        if (random.nextBoolean()) {
            nodes.add(node(NodeKey.HEAD, "head"));
        }
        for (String type : TYPES) {
            int count = random.nextInt(5);
            for (int number = 1; number <= count; number++) {
                nodes.add(node(NodeKey.worker(type, number), type));
            }
        }
        Collections.shuffle(nodes, random);
        return nodes;
    }

    private NodeView node(NodeKey key, String type) {
        NodeState state = key.isHead() || random.nextInt(3) > 0 ? NodeState.READY : any(NodeState.values());
        Resources total = resources(type);
        boolean up = state == NodeState.READY || state == NodeState.DRAINING || state == NodeState.DRAINED;
        boolean busy = up && state != NodeState.DRAINED && random.nextInt(3) == 0;
        Resources held =
                busy ? Resources.of("CPU", Math.min(total.amount("CPU"), 0.5 + random.nextInt(4))) : Resources.NONE;
        Optional<Instant> idle = up && held.isEmpty()
                ? Optional.of(NOW.minusSeconds(random.nextBoolean() ? random.nextInt(5) * 150L : random.nextInt(1800)))
                : Optional.empty();
        Optional<String> drainRequestedBy =
                random.nextInt(15) == 0 && !key.isHead() ? Optional.of("ann@vm1") : Optional.empty();
        return new NodeView(
                key, type, state, NOW.minusSeconds(random.nextInt(900)), total, held, labels(), idle, drainRequestedBy);
    }

    private Resources resources(String type) {
        Resources plain = Resources.of(
                "CPU", 1 + random.nextInt(4) * 2, "memory", (1 + random.nextInt(3)) * 1024.0 * 1024 * 1024);
        Resources special = type.equals("gpu") ? plain.plus(Resources.of("GPU", 1 + random.nextInt(2))) : plain;
        return random.nextInt(5) == 0 ? special.plus(Resources.of("licence", 1)) : special;
    }

    private Map<String, String> labels() {
        return switch (random.nextInt(4)) {
            case 0 -> Map.of("zone", "a");
            case 1 -> Map.of("zone", "b", "app", "x");
            default -> Map.of();
        };
    }

    private List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        for (int number = random.nextInt(5); number > 0; number--) {
            String type = any(TYPES.toArray(new String[0]));
            offers.add(new Offer("offer-" + number, type, resources(type), labels(), random.nextInt(5)));
        }
        return offers;
    }

    private List<Demand> demand() {
        List<Demand> demand = new ArrayList<>();
        for (int line = random.nextInt(5); line > 0; line--) {
            boolean standing = random.nextInt(3) == 0;
            demand.add(new Demand(
                    standing ? "request" : "work",
                    standing ? Demand.Kind.STANDING : Demand.Kind.WAITING,
                    need(),
                    random.nextInt(7)));
        }
        return demand;
    }

    private PlacementRequest need() {
        PlacementRequest need =
                PlacementRequest.of(new Shape(requested(), random.nextInt(4) == 0 ? selector() : Selector.ANY));
        if (random.nextInt(6) == 0) {
            need = need.withFallbacks(selector());
        }
        return switch (random.nextInt(12)) {
            case 0 -> need.withAffinity(new AffinityLabel("app", "x"));
            case 1 -> need.withAntiAffinity(new AffinityLabel("app", "x"));
            default -> need;
        };
    }

    private Resources requested() {
        return switch (random.nextInt(8)) {
            case 0 -> Resources.of("GPU", 0.5 + random.nextInt(3) * 0.5);
            case 1 -> Resources.of("CPU", 1, "licence", 1);
            case 2 -> Resources.of("CPU", 1, "memory", (1 + random.nextInt(4)) * 1024.0 * 1024 * 1024);
            case 3 -> Resources.of("CPU", 0.1 + random.nextInt(5) * 0.3);
            default -> Resources.of("CPU", 1 + random.nextInt(5));
        };
    }

    private Selector selector() {
        return new Selector(List.of(
                switch (random.nextInt(3)) {
                    case 0 -> new Selector.Requirement("zone", Selector.Operator.IN, Set.of("a"));
                    case 1 -> new Selector.Requirement("zone", Selector.Operator.NOT_IN, Set.of("a"));
                    default -> new Selector.Requirement("zone", Selector.Operator.EXISTS, Set.of());
                }));
    }

    private List<Gang> gangs() {
        List<Gang> gangs = new ArrayList<>();
        for (int gang = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0; gang > 0; gang--) {
            List<PlacementRequest> bundles = new ArrayList<>(
                    Collections.nCopies(1 + random.nextInt(4), PlacementRequest.of(Shape.of(requested()))));
            if (random.nextInt(3) == 0) {
                bundles.add(PlacementRequest.of(new Shape(requested(), selector())));
            }
            gangs.add(new Gang("work", "gang-" + gang, any(GangStrategy.values()), bundles));
        }
        return gangs;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
