package dev.muster.head.api;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import java.nio.file.Path;

/**
 * Where this control plane is, see {@code docs/on-a-host.md}.
 *
 * @param root of all clusters of this user on this host
 * @param folder the head's own, {@code <root>/<cluster>/head}
 * @param address as other nodes reach this host, without the port
 */
public record HeadLocation(String cluster, ClusterId clusterId, Path root, Path folder, String address) {
    public Path control() {
        return folder.resolve("control");
    }

    public Path headLog() {
        return folder.resolve("logs").resolve("head.log");
    }

    public Path stepLogs(NodeKey node) {
        return control().resolve("logs").resolve(node.value());
    }

    public Path nodeFolder(NodeKey node) {
        return root.resolve(cluster).resolve(node.value());
    }
}
