package dev.muster.launcher.usecase;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.RemoteHost;

/** A way into one cluster that is up. Connections are made when first needed and closed with it. */
public interface Session extends AutoCloseable {
    /** The head's control plane. Throws {@code NoCluster} where it does not answer. */
    Control control();

    /** The head node, without asking the control plane. */
    NodeAddress head();

    /** What the cluster's config says about files. */
    FilesConfig files();

    /** The way to a node's machine, directly or through the head; the session owns it, and two calls may give the same. */
    RemoteHost host(NodeAddress node);

    /** Shell text that runs the given shell text as a session on the node: {@code env.sh} sourced, marked so that the node counts as busy. */
    String inEnvironment(NodeAddress node, String shellText);

    /** Shell text for an interactive shell on the node, in the same environment and marked the same way. */
    String interactiveShell(NodeAddress node);

    @Override
    void close();
}
