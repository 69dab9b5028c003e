package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot whose nodes and offers are sorted and without duplicates, so that the decision does not depend on their order. */
final class SortedSnapshot {
    /** Of two views of one node, the later one is used. */
    private static final Comparator<NodeView> BY_AGE = Comparator.comparing(NodeView::since)
            .thenComparing(NodeView::state)
            .thenComparing(node -> node.total() + " " + node.held());

    final Snapshot snapshot;
    final Instant now;
    final List<NodeView> nodes;
    final List<Offer> offers;

    SortedSnapshot(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.now = snapshot.now();
        this.nodes = sortedNodes(snapshot.nodes());
        this.offers = sortedOffers(snapshot);
    }

    Optional<TypeLimits> limits(String type) {
        return Optional.ofNullable(snapshot.limits().types().get(type));
    }

    Ledger.TypeLedger ledger(String type) {
        return snapshot.ledger().of(type);
    }

    private record Keyed(String slug, int number, NodeView node) {}

    /** Sorts by key. Keys are parsed once, not at every comparison. */
    private static List<NodeView> sortedNodes(List<NodeView> nodes) {
        Map<NodeKey, NodeView> unique = new LinkedHashMap<>(nodes.size() * 2);
        for (NodeView node : nodes) {
            unique.merge(node.key(), node, (one, other) -> BY_AGE.compare(one, other) >= 0 ? one : other);
        }
        List<Keyed> keyed = new ArrayList<>(unique.size());
        for (NodeView node : unique.values()) {
            String key = node.key().value();
            keyed.add(
                    node.key().isHead()
                            ? new Keyed("", 0, node)
                            : new Keyed(
                                    key.substring(0, key.lastIndexOf('-')),
                                    node.key().number(),
                                    node));
        }
        keyed.sort(Comparator.comparing(Keyed::slug).thenComparingInt(Keyed::number));
        return keyed.stream().map(Keyed::node).toList();
    }

    /** The offers of known types, in the order of the limits, then by id. */
    private static List<Offer> sortedOffers(Snapshot snapshot) {
        Map<String, Integer> rank = new HashMap<>();
        snapshot.limits().types().keySet().forEach(type -> rank.put(type, rank.size()));
        Map<String, Offer> unique = new HashMap<>();
        for (Offer offer : snapshot.offers()) {
            if (offer.count() > 0 && rank.containsKey(offer.type())) {
                unique.merge(
                        offer.type() + "\n" + offer.id(),
                        offer,
                        (one, other) -> one.count() <= other.count() ? one : other);
            }
        }
        return unique.values().stream()
                .sorted(Comparator.<Offer>comparingInt(offer -> rank.getOrDefault(offer.type(), 0))
                        .thenComparing(Offer::id))
                .toList();
    }

    /** Whether a worker in this state counts towards its minimum: it is starting or ready. */
    static boolean stays(NodeState state) {
        return state.isUsable();
    }
}
