package dev.muster.launcher;

import dev.muster.core.NodeKey;

/** Where things are on a host, as {@code docs/on-a-host.md} says. Paths of the host, so plain text with '/'. */
public record NodeFolders(String root, String cluster) {
    public String node(NodeKey key) {
        return root + "/" + cluster + "/" + key;
    }

    public String clusterFolder() {
        return root + "/" + cluster;
    }

    public String head() {
        return node(NodeKey.HEAD);
    }

    public String bundles() {
        return root + "/bundles";
    }

    public String layer(String sha256) {
        return bundles() + "/" + sha256;
    }
}
