package dev.muster.core.node;

/** The daemon's end of its stream to the head: one per connection. */
public interface NodeLink extends AutoCloseable {
    void report(NodeReport report);

    @Override
    void close();

    /** Called from the connection's thread, one call at a time. */
    interface Listener {
        void welcomed(Welcome welcome);

        void desired(DesiredState state);

        /** A newer incarnation of this node is connected, or the node is closed in the registry: stop, do not come back. */
        void superseded(String reason);

        /** The connection ended; connect again after a back-off. */
        void lost(String reason);
    }
}
