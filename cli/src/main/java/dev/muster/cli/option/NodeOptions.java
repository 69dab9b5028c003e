package dev.muster.cli.option;

import dev.muster.client.Session;
import dev.muster.core.NodeState;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose nodes. Without any of them the head is meant. */
public final class NodeOptions {
    private static final Set<NodeState> UP =
            Set.of(NodeState.READY, NodeState.DRAINING, NodeState.DRAINED, NodeState.LOST);

    @Option(names = "--all", order = 1, description = "on every node, including the head")
    private boolean all;

    @Option(names = "--workers", order = 2, description = "on every worker")
    private boolean workers;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            order = 3,
            description = "on this node, by key, host name or address; may be repeated")
    private List<String> named = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", order = 4, description = "on every node of this type")
    private @Nullable String type;

    /** Whether any of these options was given. */
    public boolean isAny() {
        return isGroup() || !named.isEmpty();
    }

    /** Whether a command can be run on the node. */
    public static boolean isUp(NodeAddress node) {
        return UP.contains(node.state());
    }

    public void chooseAll() {
        all = true;
    }

    /** Whether a group was chosen. The output of a group names the node of each line, even if the group has one node. */
    public boolean isGroup() {
        return all || workers || type != null;
    }

    /** Throws {@code UserError} if a named node does not exist, or no node of the group is up. */
    public ChosenNodes choose(Session session) throws InterruptedException {
        if (named.isEmpty() && !isGroup()) {
            return new ChosenNodes(List.of(session.head()), List.of());
        }
        List<NodeAddress> known = session.addresses();
        return named.isEmpty() ? group(known) : named(known);
    }

    private ChosenNodes named(List<NodeAddress> known) {
        if (isGroup()) {
            throw new UserError("--node cannot be combined with --all, --workers or --type");
        }
        NodeNames names = new NodeNames(known);
        return new ChosenNodes(named.stream().map(names::find).distinct().toList(), List.of());
    }

    private ChosenNodes group(List<NodeAddress> known) {
        List<NodeAddress> wanted = known.stream()
                .filter(isWanted())
                .sorted(Comparator.comparing(node -> node.machine().key()))
                .toList();
        List<NodeAddress> up = wanted.stream().filter(NodeOptions::isUp).toList();
        if (up.isEmpty()) {
            String group = Optional.ofNullable(type)
                    .map(name -> "node of type '" + name + "'")
                    .orElse("worker");
            throw new UserError("no " + group + " is up", "'cluster status' shows the nodes");
        }
        return new ChosenNodes(up, wanted.stream().filter(node -> !isUp(node)).toList());
    }

    private Predicate<NodeAddress> isWanted() {
        return node -> (all || !workers || !node.machine().key().isHead())
                && (type == null || type.equals(node.machine().type()));
    }
}
