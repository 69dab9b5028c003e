package dev.muster.ssh.connect;

import java.time.Duration;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;

/** A session whose command may leave its input unread for as long as it likes: sshj would give up after the connection's timeout. */
public final class CommandChannel extends SessionChannel {
    private static final int FOREVER = (int) Duration.ofDays(20).toMillis();

    CommandChannel(Connection connection) {
        super(connection);
    }

    @Override
    protected void init(int recipient, long window, long largestPacket) {
        int usual = conn.getTimeoutMs();
        conn.setTimeoutMs(FOREVER); // taken over by the window that is made now
        super.init(recipient, window, largestPacket);
        conn.setTimeoutMs(usual);
    }
}
