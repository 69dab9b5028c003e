package dev.muster.cli.option;

import dev.muster.cli.text.Units;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds a node by its key, host name or address. */
public final class NodeNames {
    private static final int LISTED_NODES = 10;
    private static final int SEARCHED_EVENTS = 10_000;

    private final List<NodeAddress> nodes;

    public NodeNames(List<NodeAddress> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Throws {@code UserError} if no node, or more than one, has that name. */
    public NodeAddress find(String name) {
        List<NodeAddress> found = matching(name);
        if (found.isEmpty()) {
            throw new UserError("there is no node '" + name + "'", "the nodes are: " + names(nodes));
        }
        if (found.size() > 1) {
            throw new UserError(
                    "'" + name + "' matches " + Units.count(found.size(), "node"), "use a key: " + names(found));
        }
        return found.getFirst();
    }

    /**
     * Also accepts a node that failed or is gone, by its key or its host: its logs and its history are kept. A host means its newest node. Throws {@code
     * UserError} for a host that never had a node, with what is known of the host.
     */
    public NodeKey findKey(String name, Control control) {
        if (!matching(name).isEmpty()) {
            return find(name).machine().key();
        }
        // A host may have a name like a key.
        StatusView status = control.status();
        return failedOn(name, status)
                .or(() -> lastOn(name, control))
                .or(() -> isKey(name) ? Optional.of(new NodeKey(name)) : Optional.empty())
                .orElseThrow(() -> unknown(name, status));
    }

    private static Optional<NodeKey> failedOn(String host, StatusView status) {
        return status.nodes().stream()
                .filter(node ->
                        node.host().equalsIgnoreCase(host) || node.address().equalsIgnoreCase(host))
                .map(NodeStatus::name)
                .max(Comparator.comparingInt(NodeKey::number));
    }

    /** The newest node on the host, as the journal has it. */
    private static Optional<NodeKey> lastOn(String host, Control control) {
        JournalQuery query = new JournalQuery(Set.of(Event.Kind.NODE), Optional.empty(), SEARCHED_EVENTS);
        return control.journal(query).reversed().stream()
                .filter(event -> event.details().getOrDefault("host", "").equalsIgnoreCase(host))
                .flatMap(event -> event.node().stream())
                .findFirst();
    }

    private UserError unknown(String name, StatusView status) {
        Predicate<StatusView.PoolHost> isNamed = host -> host.host().equalsIgnoreCase(name);
        return status.pool().stream()
                .filter(isNamed)
                .findFirst()
                .map(host -> new UserError(
                        "host " + host.host() + " has had no node: it is "
                                + host.state().wireName()
                                + (host.heldBy().isEmpty() ? "" : ": " + host.heldBy()),
                        "the nodes are: " + names(nodes)))
                .orElseGet(() -> new UserError("there is no node '" + name + "'", "the nodes are: " + names(nodes)));
    }

    private List<NodeAddress> matching(String name) {
        List<NodeAddress> byKey =
                nodes.stream().filter(node -> key(node).equals(name)).toList();
        if (!byKey.isEmpty()) {
            return byKey;
        }
        List<NodeAddress> byHost =
                nodes.stream().filter(node -> isAt(node, name)).toList();
        List<NodeAddress> current =
                byHost.stream().filter(node -> node.state().holdsMachine()).toList();
        return current.isEmpty() ? byHost : current;
    }

    private static boolean isAt(NodeAddress node, String name) {
        return node.machine().host().equalsIgnoreCase(name)
                || node.machine().address().equalsIgnoreCase(name);
    }

    private static boolean isKey(String name) {
        try {
            return !new NodeKey(name).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String key(NodeAddress node) {
        return node.machine().key().value();
    }

    /** For example {@code head (vm1), cpu-1 (vm2)}. */
    private static String names(List<NodeAddress> nodes) {
        String names = nodes.stream()
                .sorted(Comparator.comparing(node -> node.machine().key()))
                .limit(LISTED_NODES)
                .map(NodeNames::name)
                .collect(Collectors.joining(", "));
        return nodes.size() > LISTED_NODES ? names + ", … (" + nodes.size() + " in total)" : names;
    }

    private static String name(NodeAddress node) {
        String host = node.machine().host();
        return host.isEmpty() || host.equals(key(node)) ? key(node) : key(node) + " (" + host + ")";
    }
}
