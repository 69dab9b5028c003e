package dev.muster.client;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.RemoteHost;
import java.util.List;

/** A way into one cluster that is up. Connections are made when first needed and closed with it. */
public interface Session extends AutoCloseable {
    /** The head's control plane. Throws {@code NoCluster} where it does not answer. */
    Control control();

    /** The head node, without asking the control plane. */
    NodeAddress head();

    /**
     * Every node that is there or on its way, the head's among them: from the head's own file, where it has one, so that no control plane is asked.
     * Machines without amounts and labels.
     */
    List<NodeAddress> addresses();

    /** What the cluster's config says about files. */
    FilesConfig files();

    /** The way to a node's machine, directly or through the head; the session owns it, and two calls may give the same. */
    RemoteHost host(NodeAddress node);

    /** Shell text that runs the given shell text as a session on the node: {@code env.sh} sourced, marked so that the node counts as busy. */
    String inEnvironment(NodeAddress node, String shellText);

    /** Shell text for an interactive shell on the node, in the same environment and marked the same way. */
    String interactiveShell(NodeAddress node);

    /**
     * Shell text that begins the shell text in a session of its own and returns at once. The session stays with a shell when the text has ended, so that
     * its output can be seen; that shell does not keep the node busy. The sessions of a node are ours alone, and end with its {@code down}.
     */
    String detached(NodeAddress node, Multiplexer tool, String shellText, AfterWork after);

    /** Shell text for a terminal: joins the session that {@link #detached} or an earlier call began, or begins one. */
    String rejoined(NodeAddress node, Multiplexer tool);

    /** Shell text for a terminal: always begins a new session. */
    String begun(NodeAddress node, Multiplexer tool);

    @Override
    void close();
}
