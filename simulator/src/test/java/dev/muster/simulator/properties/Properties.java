package dev.muster.simulator.properties;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Placement;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.simulator.Simulation.Decider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sentences that must be true of every decision. */
final class Properties {
    private Properties() {}

    static final List<Property> ALL = List.of(
            new Property(
                    "no launch goes above the maximum of a type or of the cluster",
                    (s, d, decider) -> maximum(new Books(s, d))),
            new Property(
                    "a node is removed only after it was seen drained, lost or failed",
                    (s, d, decider) -> removal(new Books(s, d))),
            new Property(
                    "only ready nodes are drained, only drains of draining nodes are cancelled",
                    (s, d, decider) -> transitions(new Books(s, d))),
            new Property(
                    "the head is never touched",
                    (s, d, decider) -> none(d.actions().stream()
                            .filter(action -> action.key().isHead())
                            .toList())),
            new Property("lost and failed nodes are removed", (s, d, decider) -> leftovers(new Books(s, d))),
            new Property(
                    "nothing is launched that existing capacity covers", (s, d, decider) -> needless(new Books(s, d))),
            new Property("every node launched for demand gets some of it", (s, d, decider) -> useless(new Books(s, d))),
            new Property("no more of an offer is launched than it has", (s, d, decider) -> offers(new Books(s, d))),
            new Property(
                    "demand is placed only where it fits, by resources and labels",
                    (s, d, decider) -> fits(new Books(s, d))),
            new Property(
                    "all demand is either placed or reported as unmet",
                    (s, d, decider) -> conservation(new Books(s, d))),
            new Property(
                    "a gang never starts in part, and is placed by its strategy",
                    (s, d, decider) -> gangs(new Books(s, d))),
            new Property(
                    "the drain of a node that is needed again is cancelled",
                    (s, d, decider) -> cancelledDrains(new Books(s, d))),
            new Property(
                    "a drain that an operator requested is done and never cancelled",
                    (s, d, decider) -> requestedDrains(new Books(s, d))),
            new Property(
                    "only nodes that were idle for the whole timeout and that nothing needs are drained as idle",
                    (s, d, decider) -> idle(new Books(s, d))),
            new Property("a minimum that is not reached has its refusal", (s, d, decider) -> minimum(new Books(s, d))),
            new Property(
                    "nothing is launched during a pause, and few nodes in protected mode",
                    (s, d, decider) -> pauses(new Books(s, d))),
            new Property("node keys are new, and no number is used twice", (s, d, decider) -> keys(new Books(s, d))),
            new Property("every action and every refusal has a reason", (s, d, decider) -> reasons(d)),
            new Property("the same input gives the same output in whatever order it is", Properties::order),
            new Property("nodes above the maximum are drained", (s, d, decider) -> surplus(new Books(s, d))));

    private static Optional<String> none(List<?> found) {
        return found.isEmpty() ? Optional.empty() : Optional.of(found.toString());
    }

    private static Optional<String> maximum(Books books) {
        int total = books.workers().size() + books.launches.size();
        if (!books.launches.isEmpty() && total > books.snapshot.limits().maxWorkers()) {
            return Optional.of(total + " workers in total");
        }
        for (TypeLimits type : books.snapshot.limits().types().values()) {
            long of = books.workers().stream()
                    .filter(node -> node.type().equals(type.type()))
                    .count();
            long launches = books.launches(type.type());
            if (launches > 0 && of + launches > type.max()) {
                return Optional.of(of + launches + " of type " + type.type());
            }
        }
        return none(books.launches.stream()
                .filter(launch -> !books.snapshot.limits().types().containsKey(launch.type()))
                .toList());
    }

    private static Optional<String> removal(Books books) {
        return none(books.decision.actions().stream()
                .filter(action -> action instanceof Action.Remove)
                .filter(action -> !Set.of(NodeState.DRAINED, NodeState.LOST, NodeState.FAILED)
                        .contains(Objects.requireNonNull(books.nodes.get(action.key()))
                                .state()))
                .toList());
    }

    private static Optional<String> transitions(Books books) {
        for (Action action : books.decision.actions()) {
            NodeView node = books.nodes.get(action.key());
            boolean isCorrect = switch (action) {
                case Action.Drain drain -> node != null && node.state() == NodeState.READY;
                case Action.CancelDrain cancel ->
                    node != null && (node.state() == NodeState.DRAINING || node.state() == NodeState.DRAINED);
                case Action.Launch launch -> node == null;
                case Action.Remove remove -> node != null;
            };
            if (!isCorrect) {
                return Optional.of(action + " of " + node);
            }
        }
        return books.actions.size() == books.decision.actions().size()
                ? Optional.empty()
                : Optional.of("two actions on one node");
    }

    private static Optional<String> leftovers(Books books) {
        return none(books.workers().stream()
                .filter(node -> node.state() == NodeState.LOST || node.state() == NodeState.FAILED)
                .filter(node -> !(books.actions.get(node.key()) instanceof Action.Remove))
                .toList());
    }

    /** Compares with a simple first-fit packing: request by request, the largest first, nodes by key. */
    private static Optional<String> needless(Books books) {
        List<Action.Launch> launched =
                books.launches.stream().filter(Books::isForDemand).toList();
        if (launched.isEmpty() || !books.snapshot.gangs().isEmpty() || books.hasSurplus()) {
            return Optional.empty();
        }
        boolean isCovered = FirstFit.covers(books, Kind.STANDING) && FirstFit.covers(books, Kind.WAITING);
        return isCovered ? Optional.of("needless: " + launched) : Optional.empty();
    }

    private static Optional<String> useless(Books books) {
        return none(books.launches.stream()
                .filter(launch -> Books.isForDemand(launch) && !books.hasPlacement(launch.key()))
                .toList());
    }

    private static Optional<String> offers(Books books) {
        Map<Offer, Integer> used = new HashMap<>();
        for (Action.Launch launch : books.launches) {
            Optional<Offer> offer = books.offer(launch);
            if (offer.isEmpty()
                    || used.merge(offer.get(), 1, Integer::sum) > offer.get().count()) {
                return Optional.of("not offered: " + launch);
            }
        }
        return Optional.empty();
    }

    private record Site(Resources total, Resources free, Map<String, String> labels) {}

    private static Optional<Site> site(Books books, NodeKey key) {
        NodeView node = books.nodes.get(key);
        if (node != null) {
            return books.stays(node) || key.isHead()
                    ? Optional.of(new Site(node.total(), node.total().minus(node.held()), node.labels()))
                    : Optional.empty();
        }
        return books.launches.stream()
                .filter(launch -> launch.key().equals(key))
                .findFirst()
                .flatMap(books::offer)
                .map(offer -> new Site(offer.resources(), offer.resources(), offer.labels()));
    }

    private static Optional<String> fits(Books books) {
        Set<String> apart = new HashSet<>();
        Set<NodeKey> used = new HashSet<>();
        for (Placement row : books.decision.ledger().placements()) {
            for (Placement.Spot spot : row.spots()) {
                used.add(spot.node());
                Optional<Site> site = site(books, spot.node());
                if (site.isEmpty()
                        || spot.count() <= 0
                        || !Books.matches(row.need(), site.get().labels())) {
                    return Optional.of(row + " on " + site);
                }
                if (row.need().antiAffinity().isPresent()) {
                    var label = row.need().antiAffinity().get();
                    boolean hasLabel = label.value().equals(site.get().labels().get(label.name()));
                    if (hasLabel || spot.count() > 1 || !apart.add(row.kind() + " " + spot.node() + " " + label)) {
                        return Optional.of("not on separate nodes: " + row);
                    }
                }
            }
        }
        for (NodeKey key : used) {
            Site site = site(books, key).orElseThrow();
            if (!site.total().covers(books.placed(key, true)) || !site.free().covers(books.placed(key, false))) {
                return Optional.of("too much on " + key);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> conservation(Books books) {
        Map<String, Integer> balance = new HashMap<>();
        for (Demand demand : books.snapshot.demand()) {
            if (demand.need().affinity().isEmpty()) {
                balance.merge(demand.kind() + demand.source() + demand.need(), demand.count(), Integer::sum);
            }
        }
        for (Placement row : books.decision.ledger().placements()) {
            if (row.gang().isEmpty() && row.need().affinity().isEmpty()) {
                balance.merge(row.kind() + row.source() + row.need(), -row.count(), Integer::sum);
            }
        }
        Map<String, Integer> unmet = new HashMap<>();
        for (Decision.Unmet line : books.decision.unmet()) {
            if (line.count() <= 0) {
                return Optional.of("unmet count is not positive: " + line);
            }
            if (line.gang().isEmpty()) {
                unmet.merge(line.source() + line.shape(), line.count(), Integer::sum);
            }
        }
        Map<String, Integer> missing = new HashMap<>();
        for (Demand demand : books.snapshot.demand()) {
            Integer left = balance.remove(demand.kind() + demand.source() + demand.need());
            if (left != null && left > 0) {
                missing.merge(demand.source() + demand.shape(), left, Integer::sum);
            }
        }
        books.snapshot.demand().stream()
                .filter(demand -> demand.need().affinity().isPresent())
                .forEach(demand -> {
                    missing.remove(demand.source() + demand.shape());
                    unmet.remove(demand.source() + demand.shape());
                });
        balance.values().removeIf(count -> count == 0);
        return balance.isEmpty() && missing.equals(unmet)
                ? Optional.empty()
                : Optional.of("placed too much: " + balance + ", missing " + missing + ", reported " + unmet);
    }

    private static Optional<String> gangs(Books books) {
        for (Gang gang : books.snapshot.gangs()) {
            List<Placement> rows = books.decision.ledger().placements().stream()
                    .filter(row ->
                            row.gang().equals(gang.name()) && row.source().equals(gang.source()))
                    .toList();
            int seated = rows.stream().mapToInt(Placement::count).sum();
            int size = gang.strategy() == GangStrategy.STRICT_PACK
                    ? 1
                    : gang.bundles().size();
            boolean isUnmet =
                    books.decision.unmet().stream().anyMatch(line -> line.gang().equals(gang.name()));
            if (isUnmet ? seated != 0 : seated != size) {
                return Optional.of(seated + " of " + gang + (isUnmet ? ", unmet" : ""));
            }
            List<NodeKey> nodes = new ArrayList<>();
            rows.forEach(row ->
                    row.spots().forEach(spot -> nodes.addAll(Collections.nCopies(spot.count(), spot.node()))));
            if (gang.strategy() == GangStrategy.STRICT_SPREAD && new HashSet<>(nodes).size() != nodes.size()) {
                return Optional.of("not spread: " + rows);
            }
        }
        return none(books.decision.ledger().placements().stream()
                .filter(row -> !row.gang().isEmpty())
                .filter(row -> books.snapshot.gangs().stream()
                        .noneMatch(gang -> gang.name().equals(row.gang())))
                .toList());
    }

    private static Optional<String> cancelledDrains(Books books) {
        for (NodeView node : books.workers()) {
            TypeLimits limits = books.snapshot.limits().types().get(node.type());
            boolean canBeCancelled = (node.state() == NodeState.DRAINING || node.state() == NodeState.DRAINED)
                    && node.drainRequestedBy().isEmpty()
                    && limits != null
                    && !books.isDrainCancelled(node)
                    && staying(books, node.type()) + idleDrains(books, node.type()) < limits.max()
                    && staying(books, null) + idleDrains(books, null)
                            < books.snapshot.limits().maxWorkers();
            if (canBeCancelled && (isWanted(books, node) || staying(books, node.type()) < limits.min())) {
                return Optional.of("still draining: " + node);
            }
        }
        return Optional.empty();
    }

    private static boolean isWanted(Books books, NodeView node) {
        for (Demand demand : books.snapshot.demand()) {
            PlacementRequest need = demand.need();
            boolean isPlain = books.snapshot.demand().stream()
                    .filter(other -> other.shape().equals(need.shape()))
                    .allMatch(other -> other.kind() == demand.kind()
                            && other.need().affinity().isEmpty()
                            && other.need().antiAffinity().isEmpty());
            boolean isUnmet = books.decision.unmet().stream()
                    .anyMatch(line -> line.shape().equals(need.shape())
                            && line.source().equals(demand.source())
                            && line.gang().isEmpty());
            Resources free =
                    demand.kind() == Kind.STANDING ? node.total() : node.total().minus(node.held());
            if (isPlain
                    && isUnmet
                    && demand.count() > 0
                    && need.fallbacks().isEmpty()
                    && need.timesIn(free, node.labels()) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Nodes that this decision drains as idle. They still count now, and no longer in the next decision. */
    private static long idleDrains(Books books, @Nullable String type) {
        return books.workers().stream()
                .filter(node -> type == null || node.type().equals(type))
                .filter(node -> books.isDrained(node)
                        && Objects.requireNonNull(books.actions.get(node.key()))
                                        .reason()
                                        .code()
                                == Code.IDLE)
                .count();
    }

    private static long staying(Books books, @Nullable String type) {
        return books.workers().stream()
                        .filter(node -> type == null || node.type().equals(type))
                        .filter(books::stays)
                        .count()
                + (type == null ? books.launches.size() : books.launches(type));
    }

    private static Optional<String> requestedDrains(Books books) {
        for (NodeView node : books.workers()) {
            if (node.drainRequestedBy().isPresent()) {
                boolean isCorrect = switch (node.state()) {
                    case READY -> books.isDrained(node);
                    case DRAINING, REQUESTED, STARTING, STOPPING -> !books.actions.containsKey(node.key());
                    case DRAINED, LOST, FAILED -> books.actions.get(node.key()) instanceof Action.Remove;
                };
                if (!isCorrect || books.hasPlacement(node.key())) {
                    return Optional.of(node + " gets " + books.actions.get(node.key()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> idle(Books books) {
        Map<String, Integer> drained = new HashMap<>();
        for (Action action : books.decision.actions()) {
            if (action instanceof Action.Drain drain && drain.reason().code() == Code.IDLE) {
                NodeView node = Objects.requireNonNull(books.nodes.get(drain.key()));
                TypeLimits limits =
                        Objects.requireNonNull(books.snapshot.limits().types().get(node.type()));
                Instant since = node.idleSince().orElse(Instant.MAX);
                Duration boot = books.snapshot.ledger().of(node.type()).bootTime();
                Duration limit = boot.compareTo(limits.idleTimeout()) > 0 ? boot : limits.idleTimeout();
                if (since.equals(Instant.MAX)
                        || since.plus(limit).isAfter(books.snapshot.now())
                        || books.hasPlacement(node.key())) {
                    return Optional.of(drain + " of " + node);
                }
                drained.merge(node.type(), 1, Integer::sum);
            }
        }
        for (String type : drained.keySet()) {
            long left = books.workers().stream()
                    .filter(node -> node.type().equals(type)
                            && node.state() == NodeState.READY
                            && books.stays(node)
                            && !books.isDrainCancelled(node))
                    .count();
            if (left
                    < Objects.requireNonNull(books.snapshot.limits().types().get(type))
                            .min()) {
                return Optional.of(left + " ready nodes of type " + type + " left");
            }
        }
        return idleNodesAreDrained(books);
    }

    private static Optional<String> idleNodesAreDrained(Books books) {
        return none(books.workers().stream()
                .filter(node -> node.state() == NodeState.READY && books.stays(node) && !books.hasPlacement(node.key()))
                .filter(node -> node.idleSince().isPresent()
                        && !node.idleSince().get().plus(Duration.ofMinutes(20)).isAfter(books.snapshot.now()))
                .filter(node -> books.workers().stream()
                                .filter(other -> other.type().equals(node.type())
                                        && other.state() == NodeState.READY
                                        && books.stays(other))
                                .count()
                        > Objects.requireNonNull(books.snapshot.limits().types().get(node.type()))
                                .min())
                .toList());
    }

    private static Optional<String> minimum(Books books) {
        for (TypeLimits type : books.snapshot.limits().types().values()) {
            boolean isRefused =
                    books.decision.refusals().stream().map(Refusal::subject).anyMatch(type.type()::equals);
            long staying = staying(books, type.type());
            long surplus = books.workers().stream()
                    .filter(node -> node.type().equals(type.type()) && books.isDrained(node))
                    .filter(node -> Objects.requireNonNull(books.actions.get(node.key()))
                                    .reason()
                                    .code()
                            == Code.ABOVE_MAXIMUM)
                    .count();
            if (staying < type.min() && !isRefused && surplus == 0) {
                return Optional.of(staying + " of type " + type.type());
            }
            if (isRefused
                    && staying >= type.min()
                    && books.snapshot.limits().maxWorkers() >= books.workers().size()) {
                return Optional.of("refused although it is reached: " + type.type());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> pauses(Books books) {
        for (TypeLimits type : books.snapshot.limits().types().values()) {
            var ledger = books.snapshot.ledger().of(type.type());
            boolean isPaused =
                    ledger.retryAt().isPresent() && ledger.retryAt().get().isAfter(books.snapshot.now());
            long launches = books.launches(type.type());
            if ((isPaused && launches > 0) || (ledger.failures() >= 5 && launches > 2)) {
                return Optional.of(launches + " launches of type " + type.type());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> keys(Books books) {
        for (Action.Launch launch : books.launches) {
            int number = launch.key().number();
            int before = books.snapshot.ledger().of(launch.type()).nextNumber();
            int after = books.decision.ledger().of(launch.type()).nextNumber();
            if (number < before || number >= after || books.nodes.containsKey(launch.key())) {
                return Optional.of(launch + ", next was " + before + ", is " + after);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> reasons(Decision decision) {
        List<Reason> reasons = new ArrayList<>();
        decision.actions().forEach(action -> reasons.add(action.reason()));
        decision.refusals().forEach(refusal -> reasons.add(refusal.reason()));
        decision.unmet().forEach(unmet -> reasons.add(unmet.reason()));
        return none(reasons.stream()
                .filter(reason -> reason.text().length() < 8
                        || reason.text().contains("null")
                        || reason.text().contains("Optional")
                        || reason.text().contains("[")
                        || reason.text().contains("_AT_"))
                .toList());
    }

    private static Optional<String> order(Snapshot snapshot, Decision decision, Decider decider) {
        Random random =
                new Random(snapshot.nodes().size() + 31L * snapshot.demand().size());
        Snapshot shuffled = new Snapshot(
                snapshot.now(),
                snapshot.tick(),
                snapshot.limits(),
                shuffled(snapshot.nodes(), random),
                shuffled(snapshot.offers(), random),
                shuffled(snapshot.demand(), random),
                shuffled(snapshot.gangs(), random),
                snapshot.ledger());
        Decision other = decider.decide(shuffled);
        return other.equals(decision) ? Optional.empty() : Optional.of("differs: " + decision + "\n from: " + other);
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static Optional<String> surplus(Books books) {
        for (TypeLimits type : books.snapshot.limits().types().values()) {
            List<NodeView> ready = books.workers().stream()
                    .filter(node ->
                            node.type().equals(type.type()) && node.state() == NodeState.READY && books.stays(node))
                    .toList();
            if (ready.size() > type.max()) {
                return Optional.of(ready.size() + " ready nodes of type " + type.type() + " stay");
            }
        }
        return Optional.empty();
    }
}
