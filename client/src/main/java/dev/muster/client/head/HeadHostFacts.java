package dev.muster.client.head;

import dev.muster.client.ClusterRef;
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
 * What a session has to know about the head's host.
 *
 * @param root the root, which holds everything of Muster's on the host
 * @param endpoint where the control plane listens
 * @param nodes the node list file of the head; empty if there is none
 */
public record HeadHostFacts(String root, HeadEndpoint endpoint, Optional<List<NodeAddress>> nodes) {
    private static final int NOT_UP = 3;
    private static final String NODES = "nodes";

    public HeadHostFacts {
        nodes = nodes.map(List::copyOf);
    }

    /** Reads the facts in one round trip. Throws {@code NoCluster} if no control plane was started or it was stopped. */
    public static HeadHostFacts read(RemoteHost host, Optional<String> root, ClusterRef cluster)
            throws InterruptedException {
        String script = ShellScript.call(LibraryPart.HEAD, "print_head")
                .withVariables(Map.of("root", root.orElse(""), "cluster", cluster.name()))
                .text();
        RunResult result = host.run(RemoteCommand.of(script));
        if (result.exitCode() == NOT_UP) {
            throw new NoCluster(
                    "cluster '" + cluster.name() + "' is not up", "run '" + cluster.command("up") + "' to start it");
        }
        if (!result.ok()) {
            List<String> lines = result.err().lines().toList();
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": cannot read the head's folder" + (lines.isEmpty() ? "" : ": " + lines.getLast()),
                    "",
                    false,
                    lines);
        }
        return result.parsed(host.name(), HeadHostFacts::parse);
    }

    /** Parses the script's output: the root, the endpoint and, if there is a node list file, a heading and one line for each node. */
    static HeadHostFacts parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2) {
            throw new IllegalArgumentException(
                    "expected at least 2 lines about the head's folder, got " + lines.size());
        }
        return new HeadHostFacts(lines.get(0), HeadEndpoint.parse(lines.get(1)), nodes(lines.subList(2, lines.size())));
    }

    /** Returns empty for a list that this version cannot parse; the control plane is asked instead. */
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
                .orElseThrow(() -> new IllegalArgumentException("unknown node state: " + values.get("state")));
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
