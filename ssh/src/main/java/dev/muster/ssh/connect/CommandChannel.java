package dev.muster.ssh.connect;

import java.io.IOException;
import java.time.Duration;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;

/** A session whose command may leave its input unread for a long time. Without this class, sshj would fail after the connection's timeout. */
public final class CommandChannel extends SessionChannel {
    private static final int INPUT_TIMEOUT_MILLIS = (int) Duration.ofDays(20).toMillis();

    CommandChannel(Connection connection) {
        super(connection);
    }

    /** Allows commands on this channel to use the forwarded agent. A host that forbids it does not answer, as with ssh. */
    void requestAgent() throws IOException {
        sendChannelRequest("auth-agent-req@openssh.com", false, null);
    }

    @Override
    protected void init(int recipient, long window, long largestPacket) {
        int previous = conn.getTimeoutMs();
        conn.setTimeoutMs(INPUT_TIMEOUT_MILLIS); // the window that is created now copies it
        super.init(recipient, window, largestPacket);
        conn.setTimeoutMs(previous);
    }
}
