package dev.muster.head.state;

import dev.muster.autoscaler.Ledger;
import dev.muster.core.NodeKey;
import dev.muster.core.control.StandingRequest.Bundles;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the head intends at one moment; immutable, the same as what is committed.
 *
 * @param nodes open rows, and closed ones of failed nodes that are still shown
 * @param stopping every worker goes, and none is made
 * @param minimumSuspended no worker is launched for a type's minimum
 * @param lastSequence of the journal
 */
public record State(
        long tick,
        Optional<AppliedConfig> config,
        SortedMap<NodeKey, NodeRow> nodes,
        Ledger ledger,
        List<Bundles> standing,
        boolean stopping,
        boolean minimumSuspended,
        long lastSequence) {
    public State {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        standing = List.copyOf(standing);
    }

    public Optional<NodeRow> node(NodeKey key) {
        return Optional.ofNullable(nodes.get(key));
    }

    public Optional<NodeRow> open(NodeKey key) {
        return node(key).filter(NodeRow::isOpen);
    }

    /** Whether a daemon may speak for this key. */
    public boolean isLive(NodeKey key) {
        return open(key).isPresent();
    }

    public List<NodeRow> openNodes() {
        return nodes.values().stream().filter(NodeRow::isOpen).toList();
    }

    public List<NodeRow> openWorkers() {
        return nodes.values().stream()
                .filter(row -> row.isOpen() && !row.key().isHead())
                .toList();
    }

    public Collection<NodeRow> shown() {
        return nodes.values();
    }

    public State withNodes(SortedMap<NodeKey, NodeRow> other) {
        return new State(tick, config, other, ledger, standing, stopping, minimumSuspended, lastSequence);
    }

    static Map<NodeKey, NodeRow> byKey(List<NodeRow> rows) {
        TreeMap<NodeKey, NodeRow> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.key(), row));
        return map;
    }
}
