package dev.muster.whole;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many connections to one port that never finish their TLS handshake. Moves only when {@link #sweep} is called. */
final class HalfOpenFlood implements AutoCloseable {
    private static final int RECORD = 16_384;
    /** So many are opened in one sweep, so that the flood is steady. */
    private static final int RENEWED_AT_ONCE = 200;

    private final InetSocketAddress target;
    private final List<Connection> connections = new ArrayList<>();
    private int opened;

    /**
     * @param large send 16 KB that begin like a large ClientHello
     * @param silent send the beginning of a small one and then nothing
     */
    HalfOpenFlood(int port, int large, int silent) {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < silent; i++) {
            connections.add(new Connection(300, 60));
        }
        for (int i = 0; i < large; i++) {
            connections.add(new Connection(RECORD, 16_000));
        }
    }

    /** Opens those that are closed, and sends what can be sent. */
    void sweep() {
        int renewed = 0;
        for (Connection connection : connections) {
            if (!connection.isOpen() && renewed < RENEWED_AT_ONCE) {
                connection.open();
                renewed++;
            }
            connection.move();
        }
        opened += renewed;
    }

    int opened() {
        return opened;
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }

    private final class Connection {
        private final ByteBuffer message;
        private final ByteBuffer answer = ByteBuffer.allocate(256);
        private SocketChannel channel;

        Connection(int announced, int sent) {
            message = ByteBuffer.allocate(sent);
            message.put((byte) 22).putShort((short) 0x0301).putShort((short) announced);
            message.put((byte) 1);
        }

        boolean isOpen() {
            return channel != null && channel.isOpen();
        }

        void open() {
            try {
                message.clear();
                channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(target);
            } catch (IOException e) {
                close();
            }
        }

        void move() {
            try {
                if (isOpen() && channel.finishConnect()) {
                    channel.write(message);
                    answer.clear();
                    if (channel.read(answer) < 0) {
                        close();
                    }
                }
            } catch (IOException e) {
                close();
            }
        }

        void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
