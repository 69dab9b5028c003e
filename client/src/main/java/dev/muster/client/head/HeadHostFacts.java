package dev.muster.client.head;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.FlatJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a session must know of the head's host before it begins.
 *
 * @param root where everything of Muster's is there
 * @param nodes as the head's own file has them; empty where it has none
 */
public record HeadHostFacts(String root, HeadEndpoint endpoint, Optional<List<NodeAddress>> nodes) {
    private static final int NOT_UP = 3;
    private static final String NODES = "nodes";

    public HeadHostFacts {
        nodes = nodes.map(List::copyOf);
    }

    /** One round trip. Throws {@code NoCluster} where no control plane was ever started, or it is stopped. */
    public static HeadHostFacts at(RemoteHost host, Optional<String> root, String cluster) throws InterruptedException {
        String script = ShellScript.call(LibraryPart.HEAD, "print_head")
                .withVariables(Map.of("root", root.orElse(""), "cluster", cluster))
                .text();
        RunResult result = host.run(RemoteCommand.of(script));
        if (result.exitCode() == NOT_UP) {
            throw new NoCluster("cluster '" + cluster + "' is not up", "start it with: cluster up");
        }
        if (!result.ok()) {
            List<String> lines = result.err().lines().toList();
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": the look at the head's folder failed"
                            + (lines.isEmpty() ? "" : ": " + lines.getLast()),
                    "",
                    false,
                    lines);
        }
        return parse(result.out());
    }

    /** Lines: the root, the endpoint, then, where there is a file of nodes, a headline and one for each. */
    static HeadHostFacts parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2) {
            throw new IllegalArgumentException("the look at the head's folder gave " + lines.size() + " lines");
        }
        return new HeadHostFacts(lines.get(0), HeadEndpoint.parse(lines.get(1)), nodes(lines.subList(2, lines.size())));
    }

    /** What this version does not understand, the control plane can still be asked. */
    private static Optional<List<NodeAddress>> nodes(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(NODES)) {
            return Optional.empty();
        }
        try {
            return Optional.of(lines.stream().skip(1).map(HeadHostFacts::node).toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static NodeAddress node(String line) {
        Map<String, String> values = FlatJson.parse(line);
        String type = value(values, "type");
        Machine machine = new Machine(
                new NodeKey(value(values, "key")),
                type,
                value(values, "host"),
                value(values, "address"),
                Machine.State.RUNNING,
                type,
                Resources.NONE,
                Map.of());
        NodeState state = NodeState.find(value(values, "state"))
                .orElseThrow(() -> new IllegalArgumentException("no state of a node: " + values.get("state")));
        return new NodeAddress(machine, state, value(values, "folder"));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the head's nodes.jsonl has no '" + name + "'");
        }
        return value;
    }
}
