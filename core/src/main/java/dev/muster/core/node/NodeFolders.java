package dev.muster.core.node;

import dev.muster.core.NodeKey;

/** The paths of Muster's folders on a host, see {@code docs/on-a-host.md}. They are paths of another machine, so they are plain text with '/'. */
public record NodeFolders(String root, String cluster) {
    /** The folder of the node bundles. It is beside the folders of the clusters, so no cluster may have this name. */
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
