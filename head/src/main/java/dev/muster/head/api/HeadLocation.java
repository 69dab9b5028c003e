package dev.muster.head.api;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import java.nio.file.Path;

/**
 * Where the files of this control plane are, see {@code docs/on-a-host.md}.
 *
 * @param root the root of all clusters of this user on this host
 * @param folder the folder of the head, {@code <root>/<cluster>/head}
 * @param address as other nodes reach this host, without the port
 */
public record HeadLocation(String cluster, ClusterId clusterId, Path root, Path folder, String address) {
    /** Returns the folder of the control plane's state and keys. */
    public Path control() {
        return folder.resolve("control");
    }

    public Path headLog() {
        return folder.resolve("logs").resolve("head.log");
    }

    /** Returns the folder of the logs of a node's set-up steps. */
    public Path stepLogs(NodeKey node) {
        return control().resolve("logs").resolve(node.value());
    }

    /** Returns the folder of a node whose root is the same as the head's. */
    public Path nodeFolder(NodeKey node) {
        return root.resolve(cluster).resolve(node.value());
    }
}
