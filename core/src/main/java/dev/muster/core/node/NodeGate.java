package dev.muster.core.node;

import dev.muster.core.NodeKey;

/** The head's end of the streams of all daemons. The caller has checked that the certificate of a stream matches its hello. */
public interface NodeGate {
    /** Whether the node may connect and report now. Called for every stream and every message. */
    boolean isLive(NodeKey node);

    /** Opens a session for a daemon that sent its hello. */
    Session opened(NodeHello hello, Outbound outbound);

    /** Receives what one daemon sends. */
    interface Session {
        void reported(NodeReport report);

        void closed(String reason);
    }

    /** Sends to one daemon. Never blocks. */
    interface Outbound {
        void welcome(Welcome welcome);

        void desired(DesiredState state);

        /** Sends {@code superseded} and ends the stream. */
        void supersede(String reason);

        /** Ends the stream, because the same daemon has a newer one. The daemon goes on. */
        void replace();
    }
}
