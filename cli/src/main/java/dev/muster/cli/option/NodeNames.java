package dev.muster.cli.option;

import dev.muster.cli.text.Units;
import dev.muster.core.NodeKey;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a node by its key, host name or address. */
public final class NodeNames {
    private static final int LISTED_NODES = 10;

    private final List<NodeAddress> nodes;

    public NodeNames(List<NodeAddress> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Throws {@code UserError} if no node, or more than one, has that name. */
    public NodeAddress find(String name) {
        List<NodeAddress> found = matching(name);
        if (found.isEmpty()) {
            throw new UserError("there is no node '" + name + "'", "the nodes are: " + keys(nodes));
        }
        if (found.size() > 1) {
            throw new UserError(
                    "'" + name + "' matches " + Units.count(found.size(), "node"), "use a key: " + keys(found));
        }
        return found.getFirst();
    }

    /** Also accepts the key of a node that is gone: it has no address any more, but its logs and its history are kept. */
    public NodeKey findKey(String name) {
        if (matching(name).isEmpty() && isKey(name)) {
            return new NodeKey(name);
        }
        return find(name).machine().key();
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

    private static String keys(List<NodeAddress> nodes) {
        String keys = nodes.stream()
                .map(node -> node.machine().key())
                .sorted()
                .limit(LISTED_NODES)
                .map(NodeKey::value)
                .collect(Collectors.joining(", "));
        return nodes.size() > LISTED_NODES ? keys + ", … (" + nodes.size() + " in total)" : keys;
    }
}
