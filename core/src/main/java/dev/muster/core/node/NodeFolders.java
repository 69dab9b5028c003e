package dev.muster.core.node;

import dev.muster.core.NodeKey;

/** Where things are on a host, as {@code docs/on-a-host.md} says. Paths of the host, so plain text with '/'. */
public record NodeFolders(String root, String cluster) {
    /** Beside the clusters' folders, so no cluster may bear this name. */
    public static final String BUNDLES = "bundles";

    public String node(NodeKey key) {
        return root + "/" + cluster + "/" + key;
    }

    public String clusterFolder() {
        return root + "/" + cluster;
    }

    public String head() {
        return node(NodeKey.HEAD);
    }

    /** @param folder of a node, or of the head */
    public static String rootOf(String folder) {
        int cluster = folder.lastIndexOf('/', folder.lastIndexOf('/') - 1);
        if (cluster < 0) {
            throw new IllegalArgumentException("not the folder of a node: " + folder);
        }
        return folder.substring(0, cluster);
    }

    public String bundles() {
        return root + "/" + BUNDLES;
    }

    public String layer(String sha256) {
        return bundles() + "/" + sha256;
    }
}
