package dev.muster.core.node;

import dev.muster.core.NodeKey;

/** The head's end of all daemons' streams; the stream's certificate has been checked against the hello already. */
public interface NodeGate {
    /** Whether the key may speak at all now: asked on every stream and every message. */
    boolean isLive(NodeKey node);

    /** A daemon said hello: the session that answers it. */
    Session opened(NodeHello hello, Outbound outbound);

    interface Session {
        void reported(NodeReport report);

        void closed(String reason);
    }

    /** To the daemon; never blocks. */
    interface Outbound {
        void welcome(Welcome welcome);

        void desired(DesiredState state);

        /** Answers {@code superseded} and ends the stream. */
        void supersede(String reason);
    }
}
