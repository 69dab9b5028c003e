package dev.muster.core.node;

/** The daemon's end of one connection to the head. */
public interface NodeLink extends AutoCloseable {
    void report(NodeReport report);

    @Override
    void close();

    /** Receives what the head sends, one call at a time, on the thread of the connection. */
    interface Listener {
        void welcomed(Welcome welcome);

        void desired(DesiredState state);

        /** A newer incarnation of this node is connected, or the node was closed. The daemon must stop and not reconnect. */
        void superseded(String reason);

        /** The connection ended. The daemon connects again after a backoff. */
        void lost(String reason);
    }
}
