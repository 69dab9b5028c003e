package dev.muster.simulator.properties;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.NodeView;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.placement.ShapeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A simple first-fit packing for comparison: request by request, those with selectors and many resources first, then the largest. */
final class FirstFit {
    private FirstFit() {}

    static boolean covers(Books books, Kind kind) {
        List<PlacementRequest> requests = new ArrayList<>();
        for (Demand demand : books.snapshot.demand()) {
            if (demand.kind() == kind) {
                if (demand.need().affinity().isPresent()
                        || demand.need().antiAffinity().isPresent()) {
                    return false;
                }
                requests.addAll(Collections.nCopies(demand.count(), demand.need()));
            }
        }
        requests.sort(Comparator.<PlacementRequest>comparingInt(
                        need -> -need.shape().selector().requirements().size())
                .thenComparing(
                        need -> -need.shape().resources().tenThousandths().size())
                .thenComparing(need -> -share(books, need.shape().resources()))
                .thenComparing(need -> ShapeText.words(need.shape())));
        List<NodeView> nodes = books.nodes.values().stream()
                .filter(node -> isOpen(books, node))
                .toList();
        List<Resources> free = new ArrayList<>();
        nodes.forEach(node ->
                free.add(kind == Kind.STANDING ? node.total() : node.total().minus(node.held())));
        for (PlacementRequest request : requests) {
            if (!place(request, nodes, free)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(Books books, NodeView node) {
        boolean isUsable = node.state() == NodeState.REQUESTED
                || node.state() == NodeState.STARTING
                || node.state() == NodeState.READY;
        return isUsable && (node.key().isHead() || books.stays(node));
    }

    private static boolean place(PlacementRequest request, List<NodeView> nodes, List<Resources> free) {
        for (int i = 0; i < nodes.size(); i++) {
            if (request.timesIn(free.get(i), nodes.get(i).labels()) > 0) {
                free.set(i, free.get(i).minus(request.shape().resources()));
                return true;
            }
        }
        return false;
    }

    /** The largest share that it takes of any resource of the largest node or offer. */
    private static double share(Books books, Resources asked) {
        List<Resources> all = new ArrayList<>();
        books.nodes.values().forEach(node -> all.add(node.total()));
        books.snapshot.offers().stream()
                .filter(offer ->
                        offer.count() > 0 && books.snapshot.limits().types().containsKey(offer.type()))
                .forEach(offer -> all.add(offer.resources()));
        return asked.tenThousandths().entrySet().stream()
                .mapToDouble(entry -> (double) entry.getValue()
                        / all.stream()
                                .mapToLong(one -> one.units(entry.getKey()))
                                .max()
                                .orElse(1))
                .max()
                .orElse(0);
    }
}
