package dev.muster.client;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.RemoteHost;
import dev.muster.engine.EngineConsole;
import java.util.List;

/** A session with one running cluster. It connects when a connection is first needed, and closes all connections when it is closed. */
public interface Session extends AutoCloseable {
    /** Returns the head's control plane. Throws {@code NoCluster} if the head does not answer. */
    Control control();

    /** Returns the head node. Does not contact the control plane. */
    NodeAddress head();

    /**
     * Returns every node that exists or is being launched, including the head. Uses the node list file on the head if there is one, and asks the
     * control plane otherwise. The machines have no resources and labels.
     */
    List<NodeAddress> addresses();

    /** Returns the file settings of the cluster's config. */
    FilesConfig files();

    /** Returns the machine of a node, reached directly or through the head. The session owns it; two calls may return the same object. */
    RemoteHost host(NodeAddress node);

    /** Returns shell text that runs the given shell text in the node's environment. The process is marked so that the node counts as busy. */
    String inEnvironment(NodeAddress node, String shellText);

    /** Returns shell text that starts an interactive shell in the same environment and with the same mark. */
    String interactiveShell(NodeAddress node);

    /**
     * Returns shell text that starts the given shell text in a new tmux or screen session and returns at once. When the shell text has ended, the
     * session stays open with a shell so that the output can be read; that shell does not make the node busy. {@code down} ends all such sessions.
     */
    String detachedSession(NodeAddress node, Multiplexer tool, String shellText, AfterWork after);

    /** Returns shell text for a terminal that attaches to the node's existing session, or starts one if there is none. */
    String attachToSession(NodeAddress node, Multiplexer tool);

    /** Returns shell text for a terminal that always starts a new session. */
    String newSession(NodeAddress node, Multiplexer tool);

    /**
     * Returns what operators use on the head of the cluster's engine. Its shell texts are for {@link #inEnvironment} on the head. Throws {@code
     * UserError} if the engine of the cluster has neither a dashboard nor jobs.
     */
    EngineConsole console();

    /** Closes all connections of the session. */
    @Override
    void close();
}
