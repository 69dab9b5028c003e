package dev.muster.ssh.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.forwarded.AbstractForwardedChannel;
import net.schmizz.sshj.connection.channel.forwarded.ForwardedChannelOpener;
import net.schmizz.sshj.transport.TransportException;

/** Connects programs on a host to the agent on this machine. Each of them opens a channel. */
final class AgentForwarding implements ForwardedChannelOpener {
    private static final String TYPE = "auth-agent@openssh.com";
    private static final int BUFFER = 16 * 1024;

    private final Connection connection;
    private final Path agent;
    private final Executor threads;

    AgentForwarding(Connection connection, Path agent, Executor threads) {
        this.connection = connection;
        this.agent = agent;
        this.threads = threads;
    }

    @Override
    public String getChannelType() {
        return TYPE;
    }

    @Override
    public void handleOpen(SSHPacket request) throws ConnectionException, TransportException {
        AgentChannel channel = channel(request);
        threads.execute(() -> serve(channel));
    }

    private AgentChannel channel(SSHPacket request) throws ConnectionException {
        try {
            return new AgentChannel(connection, request.readUInt32AsInt(), request.readUInt32(), request.readUInt32());
        } catch (Buffer.BufferException e) {
            throw new ConnectionException(e);
        }
    }

    private void serve(AgentChannel channel) {
        try (channel) {
            try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(agent))) {
                channel.confirm();
                InputStream answers = Channels.newInputStream(socket);
                OutputStream requests = Channels.newOutputStream(socket);
                threads.execute(() -> copyQuietly(answers, channel.getOutputStream()));
                copy(channel.getInputStream(), requests);
            } catch (IOException e) {
                if (!channel.isOpen()) {
                    channel.reject(OpenFailException.Reason.CONNECT_FAILED, "the agent does not answer");
                }
            }
        } catch (IOException e) {
            // The program or the connection has ended.
        }
    }

    private static void copyQuietly(InputStream from, OutputStream to) {
        try {
            copy(from, to);
        } catch (IOException e) {
            // The program has ended, or the agent.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    private static final class AgentChannel extends AbstractForwardedChannel {
        AgentChannel(Connection connection, int recipient, long window, long packet) {
            super(connection, TYPE, recipient, window, packet, "agent", 0);
        }
    }
}
