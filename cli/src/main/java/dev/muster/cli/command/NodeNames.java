package dev.muster.cli.command;

import dev.muster.cli.text.Units;
import dev.muster.core.NodeKey;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the node that a person means: by key, host name or address. */
final class NodeNames {
    private final List<NodeAddress> nodes;

    NodeNames(List<NodeAddress> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Throws {@code UserError} where no node, or more than one, is called that. */
    NodeAddress find(String name) {
        List<NodeAddress> found = matching(name);
        if (found.isEmpty()) {
            throw new UserError("there is no node '" + name + "'", "there are: " + keys(nodes));
        }
        if (found.size() > 1) {
            throw new UserError(
                    "'" + name + "' is " + Units.count(found.size(), "node"), "give the key: " + keys(found));
        }
        return found.getFirst();
    }

    /** A node that is gone has no address any more, but its logs are kept: its key is enough. */
    NodeKey findKey(String name) {
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
        List<NodeAddress> up =
                byHost.stream().filter(node -> node.state().holdsMachine()).toList();
        return up.isEmpty() ? byHost : up;
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
                .limit(10)
                .map(NodeKey::value)
                .collect(Collectors.joining(", "));
        return nodes.size() > 10 ? keys + ", … (" + nodes.size() + " in all)" : keys;
    }
}
