package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.NodeView;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.placement.Packing;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sites of one decision: nodes that stay, draining nodes whose drain may be cancelled, and nodes to be launched. Each site has the same
 * number in two packings: one by totals for standing demand, one by what is free for waiting work.
 *
 * <p>Sites are filled in one order for every need. Nodes without GPUs or other special resources come first, so that those stay free for demand
 * that needs them; then busy nodes before idle ones, so that idle nodes can be drained; then ready nodes before starting ones; then by key.
 */
final class PlacementSites {
    private static final Set<String> PLAIN = Set.of("CPU", "memory", "object_store_memory");

    private final SortedSnapshot sorted;
    private final Packing totals;
    private final Packing live;
    private final List<NodeView> nodes = new ArrayList<>();
    private final Map<NodeKey, Integer> sites = new HashMap<>();
    private final List<Launched> launched = new ArrayList<>();
    private final boolean[] isOpened;
    private final int staying;

    /** A node that this plan launches. */
    record Launched(int offer, Decision.Reason reason) {}

    PlacementSites(
            SortedSnapshot sorted,
            RequiredRemovals removals,
            List<PlacementRequest> standing,
            List<PlacementRequest> waiting) {
        this.sorted = sorted;
        this.totals = new Packing(standing);
        this.live = new Packing(waiting);
        List<NodeView> up = sorted(sorted.nodes.stream()
                .filter(node -> SortedSnapshot.stays(node.state()) && !removals.mustGo(node.key()))
                .toList());
        List<NodeView> draining = sorted(sorted.nodes.stream()
                .filter(node -> node.state() == NodeState.DRAINING || node.state() == NodeState.DRAINED)
                .filter(node -> !node.key().isHead() && !removals.mustGo(node.key()))
                .toList());
        up.forEach(this::add);
        this.staying = nodes.size();
        draining.forEach(this::add);
        this.isOpened = new boolean[nodes.size()];
    }

    private record Ranked(NodeView node, int special, boolean idle) {}

    private static List<NodeView> sorted(List<NodeView> nodes) {
        List<Ranked> ranked = new ArrayList<>(nodes.size());
        for (NodeView node : nodes) {
            ranked.add(new Ranked(node, special(node.total()), node.held().isEmpty()));
        }
        // The nodes come in the order of their keys, and the sort keeps it among equals.
        ranked.sort(Comparator.comparingInt(Ranked::special)
                .thenComparing(Ranked::idle)
                .thenComparing(one -> one.node().state() != NodeState.READY));
        return ranked.stream().map(Ranked::node).toList();
    }

    /** How special a node is: GPUs weigh most, other special resources 1 each, plain nodes have 0. */
    static int special(Resources resources) {
        int special = 0;
        for (String name : resources.tenThousandths().keySet()) {
            special += special(name);
        }
        return special;
    }

    static int special(String resource) {
        if (resource.equals("GPU")) {
            return 1_000_000;
        }
        return PLAIN.contains(resource) || resource.startsWith("node:") ? 0 : 1;
    }

    private void add(NodeView node) {
        sites.put(node.key(), nodes.size());
        nodes.add(node);
        totals.add(node.total(), Resources.NONE, node.labels());
        live.add(node.total(), node.held(), node.labels());
    }

    Packing packing(Kind kind) {
        return switch (kind) {
            case STANDING -> totals;
            case WAITING -> live;
        };
    }

    /** Sites below this number stay. From here to {@link #drainingEnd} they are draining, beyond that they are launched. */
    int stayingEnd() {
        return staying;
    }

    int drainingEnd() {
        return nodes.size();
    }

    int end() {
        return nodes.size() + launched.size();
    }

    /** The sites that stay, in the order of their nodes' keys. */
    int[] stayingByKey() {
        return sorted.nodes.stream()
                .mapToInt(node -> siteOf(node.key()))
                .filter(site -> site >= 0 && site < staying)
                .toArray();
    }

    NodeView node(int site) {
        return nodes.get(site);
    }

    int siteOf(NodeKey key) {
        return sites.getOrDefault(key, -1);
    }

    /** Whether the site can take demand: every site except a draining one whose drain is not cancelled. */
    boolean isOpen(int site) {
        return site < staying || site >= nodes.size() || isOpened[site];
    }

    /** Lets a draining site take demand. */
    void open(int site) {
        isOpened[site] = true;
    }

    void close(int site) {
        isOpened[site] = false;
    }

    Launched launched(int site) {
        return launched.get(site - nodes.size());
    }

    int launch(int number, Offer offer, Decision.Reason reason) {
        launched.add(new Launched(number, reason));
        totals.add(offer.resources(), Resources.NONE, offer.labels());
        return live.add(offer.resources(), Resources.NONE, offer.labels());
    }

    /** Removes this launched site and all after it. */
    void cut(int firstGone) {
        totals.cut(firstGone);
        live.cut(firstGone);
        while (end() > firstGone) {
            launched.removeLast();
        }
    }
}
