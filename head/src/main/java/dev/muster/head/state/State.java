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
 * Everything that the head intends at one moment, as it is committed. Immutable.
 *
 * @param tick the number of the last decision that changed something
 * @param config empty before the first {@code up}
 * @param nodes the open rows, and the closed rows of failed nodes that are still shown
 * @param ledger what the autoscaler remembers of launches and failures
 * @param standing the standing demand that operators requested
 * @param stopping whether every worker ends and none is launched
 * @param minimumSuspended whether no worker is launched for the minimum of a type
 * @param lastSequence the number of the last line of the journal
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

    /** Whether a daemon with this key belongs to the cluster. */
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
